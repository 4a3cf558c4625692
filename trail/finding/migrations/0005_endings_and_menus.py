from django.db import migrations, models


def empty_documents(apps, schema_editor):
    """Take the documents away: the index and its words are then made anew, the endings among them."""
    apps.get_model("finding", "SearchDocument").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("finding", "0004_pieces_and_hours"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchword",
            name="ending",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=models.Index(
                fields=["language", "ending"], name="word_by_ending", opclasses=["", "varchar_pattern_ops"]
            ),
        ),
        migrations.RemoveIndex(model_name="entry", name="entry_by_kind"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["language", "type", "kind", "path"], name="entry_by_kind_and_path"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["language", "kind", "region"], name="entry_by_kind_and_region"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["language", "kind", "managing_body"], name="entry_by_keeper"),
        ),
        migrations.AlterModelOptions(
            name="searchoutcome", options={"verbose_name": "search", "verbose_name_plural": "searches"}
        ),
        migrations.RunPython(empty_documents, migrations.RunPython.noop),
    ]
