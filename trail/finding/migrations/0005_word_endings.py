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
        migrations.RunPython(empty_documents, migrations.RunPython.noop),
    ]
