"""The files in `deploy/` agree with the program: commands exist, variables are documented, nothing secret is in them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from ruamel.yaml import YAML

from .servers import ROOT, production_environment

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
DOCUMENTED = set(
    re.findall(
        r"^\| `([A-Z][A-Z0-9_]+)` \|",
        (ROOT / "docs/reference/environment.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
# What only the image knows before the settings do.
OF_THE_IMAGE = {"TRAIL_COMMIT", "TRAIL_INSTALL"}


def compose() -> dict[str, Any]:
    return YAML(typ="safe").load((DEPLOY / "docker/compose.yaml").read_text(encoding="utf-8"))


def texts() -> list[Path]:
    return [path for path in DEPLOY.rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.name)
def test_every_variable_is_documented(path: Path):
    named = set(re.findall(r"\b(TRAIL_[A-Z0-9_]+|DATABASE_URL(?:_FILE)?)\b", path.read_text(encoding="utf-8")))

    assert named - DOCUMENTED - OF_THE_IMAGE == set()


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.name)
def test_every_command_exists(path: Path):
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r'(?:manage\.py|"\$manage"|trail-manage) ([a-z_]+)', text))
    if path.name == "clock.py":
        named |= set(re.findall(r'^ +"([a-z_]+)(?: [a-z]+)?",$', text, re.MULTILINE)) | {"publish_scheduled"}

    assert named - set(get_commands()) == set()
    assert named or path.name not in {"trail-daily.service", "entrypoint", "trail-upgrade", "clock.py"}


def test_the_clock_of_the_image_does_what_the_timers_do():
    clock = (DEPLOY / "docker/clock.py").read_text(encoding="utf-8")
    daily = (DEPLOY / "systemd/trail-daily.service").read_text(encoding="utf-8")

    # The log of Caddy's container is not the clock's to read.
    commands = [found for found in re.findall(r"manage\.py ([a-z_ ]+)", daily) if not found.startswith("visits")]
    assert re.findall(r'^ +"([a-z_ ]+)",$', clock, re.MULTILINE) == commands


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_run_without_rights(unit: Path):
    text = unit.read_text(encoding="utf-8")
    wanted = {
        "User=trail",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "CapabilityBoundingSet=",
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
        "SystemCallFilter=@system-service",
    }

    assert wanted - set(text.splitlines()) == set()


@pytest.mark.parametrize("timer", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda path: path.stem)
def test_timers_start_a_unit_of_their_name(timer: Path):
    assert timer.with_suffix(".service") in UNITS
    assert "WantedBy=timers.target" in timer.read_text(encoding="utf-8")


def test_the_settings_of_one_machine_start(tmp_path: Path):
    """With the shipped trail.env, but for the places and the secret that an operator makes."""
    for name in ("secrets", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "secrets/secret-key").write_text("x" * 60)
    (tmp_path / "secrets/email-url").touch()
    text = (DEPLOY / "trail.env").read_text(encoding="utf-8")
    text = text.replace("/etc/trail/secrets", str(tmp_path / "secrets")).replace(
        "/var/lib/trail", str(tmp_path / "data")
    )
    program = (
        "set -a; . ./trail.env; set +a; exec \"$0\" -c 'import trail.settings.production as s; print(s.DATABASES)'"
    )
    (tmp_path / "trail.env").write_text(text)
    done = subprocess.run(
        ["sh", "-c", program, sys.executable],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "'HOST': '/run/postgresql'" in done.stdout


def test_the_deployment_check_has_nothing_to_say_of_a_site_with_all_services():
    environment = production_environment() | {
        "DATABASE_URL": "sqlite://:memory:",
        "TRAIL_BEHIND_PROXY": "true",
        "TRAIL_TASKS": "database",
        "TRAIL_CACHE_URL": "valkey://127.0.0.1:6379/0",
        "TRAIL_S3_BUCKET": "media",
        "TRAIL_S3_PUBLIC_URL": "https://media.example.org",
        "TRAIL_FRONTEND_CACHE": "http",
        "TRAIL_FRONTEND_CACHE_URL": "http://127.0.0.1:6081",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_compose_has_what_the_site_needs():
    services = compose()["services"]

    assert {"database", "setup", "web", "worker", "clock", "caddy"} <= set(services)
    for name in ("web", "worker", "clock", "setup"):
        service = services[name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert "no-new-privileges:true" in service["security_opt"]
        assert "setup" in service["depends_on"] or name == "setup"
    # Only Caddy is reached from outside.
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]


def test_compose_keeps_secrets_in_files_and_volumes_that_exist():
    found = compose()
    used = {secret for service in found["services"].values() for secret in service.get("secrets", [])}
    assert used == set(found["secrets"])
    assert all(secret["file"].startswith("secrets/") for secret in found["secrets"].values())
    for service in found["services"].values():
        for name, value in (service.get("environment") or {}).items():
            assert not re.search(r"PASSWORD|SECRET|TOKEN|DATABASE_URL", name) or name.endswith("_FILE"), (name, value)
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in found["volumes"] or (DEPLOY / "docker" / source).exists(), volume


def test_the_image_runs_without_rights_and_holds_no_secret():
    text = (DEPLOY / "docker/Dockerfile").read_text(encoding="utf-8")
    final = text.rpartition("\nFROM ")[2]

    assert re.search(r"^USER \d+", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "SECRET_KEY" not in final
    ignored = (DEPLOY / "docker/Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {".git", "var", "media", "**/.env", "**/secrets"} <= set(ignored)


def test_compose_names_what_the_image_understands():
    entrypoint = (DEPLOY / "docker/entrypoint").read_text(encoding="utf-8")
    understood = set(re.findall(r"^([a-z]+)\)$", entrypoint, re.MULTILINE))
    services = compose()["services"]

    assert {name: services[name]["command"][0] for name in ("setup", "web", "worker", "clock")} == {
        "setup": "setup",
        "web": "web",
        "worker": "work",
        "clock": "clock",
    }
    assert understood == {"setup", "web", "work", "clock"}
    # One port, in four places.
    port = services["caddy"]["environment"]["SITE_UPSTREAM"].removeprefix("web:")
    assert f"--port {port} " in entrypoint
    assert f'"127.0.0.1", {port}' in (DEPLOY / "docker/healthy.py").read_text(encoding="utf-8")
    assert f"EXPOSE {port}\n" in (DEPLOY / "docker/Dockerfile").read_text(encoding="utf-8")


def test_what_git_replaces_is_mounted_as_a_folder():
    """A file that is mounted alone stays the old one after a checkout, until the container is made anew."""
    mounted = [
        volume.partition(":")[0]
        for service in compose()["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith(".")
    ]

    assert mounted
    assert all((DEPLOY / "docker" / name).is_dir() for name in mounted)


def test_the_upgrade_with_docker_names_services_that_there_are():
    text = (DEPLOY / "docker/upgrade").read_text(encoding="utf-8")
    taken_in = re.findall(
        r"^ *docker compose up --detach --no-deps(?: --force-recreate)?(?: --wait)? ([a-z ]+)$", text, re.MULTILINE
    )

    assert " ".join(taken_in).split() == ["web", "worker", "clock", "caddy"]
    assert set(" ".join(taken_in).split()) | {"setup", "database"} == set(compose()["services"])


def test_the_image_is_built_by_what_docker_has():
    """A `# syntax=` line would fetch one more program, of whatever version, and run it over the sources."""
    assert "syntax=" not in (DEPLOY / "docker/Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["install", "docker", "upgrade", "back-up", "run-many"])
def test_the_how_to_pages_name_files_that_there_are(name: str):
    text = (ROOT / f"docs/how-to/{name}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:deploy|scripts)/[\w./-]+\w", text))

    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["bin/trail-manage", "bin/trail-upgrade", "docker/entrypoint", "docker/upgrade"])
def test_programs_can_be_run_and_are_understood_by_sh(name: str):
    path = DEPLOY / name

    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", str(path)], check=True)
