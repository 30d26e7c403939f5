"""The launcher's small parts: stamp, environment files, ports, locks, lengths, pid files of the dead."""

import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from talent_portal.launcher import abandoned, bootstrap, envfile, lengths, ports, postgres, prepare
from talent_portal.launcher.locks import Lock
from talent_portal.launcher.paths import Home
from talent_portal.launcher.processes import Process, birth, stop_leftovers
from talent_portal.launcher.progress import LaunchError
from talent_portal.launcher.services import Services, known_state
from talent_portal.launcher.template import with_database


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def sleeper(home: Home, name: str = "sleeper") -> Process:
    return Process(name, [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"], home)


def test_the_stamp_follows_each_lock_file_and_the_python_version(tmp_path: Path) -> None:
    locks = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for lock in locks:
        lock.write_text("django==5.2")
    first = bootstrap.stamp(locks, "3.11.7")
    assert bootstrap.stamp(locks, "3.11.7") == first
    assert bootstrap.stamp(locks, "3.12.1") != first
    locks[1].write_text("django==5.2.1")
    assert bootstrap.stamp(locks, "3.11.7") != first


def test_an_environment_file_reads_back_what_was_written_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "env"
    values = {"VAULT_KEYS": "k1:abc=", "URL": "redis://:p@127.0.0.1:1/0", "EMPTY": ""}
    envfile.write(file, values)
    assert envfile.read(file) == values
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["env"]


def test_an_environment_file_skips_comments_and_refuses_line_breaks(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("# A=1\n\nB=2\nnothing\n")
    assert envfile.read(file) == {"B": "2"}
    assert envfile.read(tmp_path / "missing") == {}
    with pytest.raises(ValueError, match="line break"):
        envfile.write(file, {"B": "2\nC=3"})


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        assert ports.pick(port) != port
        assert ports.next_free(port) > port
        with pytest.raises(OSError, match="no free port"):
            ports.next_free(port, tries=1)
    assert ports.pick(port) == port


def test_a_lock_has_one_holder_and_tells_about_it(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take("http://127.0.0.1:8000")
    assert not second.take()
    assert second.note() == "http://127.0.0.1:8000"
    first.release()
    assert second.take("me")
    second.release()


def test_state_is_made_once_and_kept(home: Home) -> None:
    state = known_state(home)
    envfile.write(home.state, state)
    assert known_state(home) == state
    assert len({state[name] for name in ("SUPERUSER_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD")}) == 3


def test_servers_named_in_the_environment_are_used_as_they_are(home: Home) -> None:
    given = {"DATABASE_URL": "postgresql://a@db/x", "REDIS_URL": "redis://broker/0", "SECRET_KEY": "mine"}
    services = Services(home, given, durable=True)
    assert (services.postgres, services.valkey) == (None, None)
    env = services.env("http://127.0.0.1:8000", demo=False)
    assert {key: env[key] for key in given} == given
    assert "DATABASE_OWNER_URL" not in env


def test_an_address_keeps_everything_but_its_database() -> None:
    url = "postgresql://app:p@127.0.0.1:5432/portal?sslmode=require"
    assert with_database(url, "clone") == "postgresql://app:p@127.0.0.1:5432/clone?sslmode=require"


def test_a_module_over_the_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "casework" / "migrations").mkdir(parents=True)
    (tmp_path / "manage.py").write_text("")
    (tmp_path / "casework" / "migrations" / "0001_initial.py").write_text("\n" * 900)
    assert lengths.check(tmp_path)[0]
    (tmp_path / "casework" / "models.py").write_text("a = 1\n" * 301)
    passed, output = lengths.check(tmp_path)
    assert not passed
    assert "casework/models.py: 301 lines" in output


def test_static_files_are_collected_again_when_one_changes(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    before = prepare.fingerprint([tmp_path])
    assert prepare.fingerprint([tmp_path]) == before
    (tmp_path / "a.css").write_text("ab")
    assert prepare.fingerprint([tmp_path]) != before


def test_a_process_is_frozen_woken_killed_and_started_again(home: Home) -> None:
    process = sleeper(home)
    process.start()
    process.wait_until(lambda: "up" in process.tail(), 10)
    first = process.pid
    assert birth(first) is not None
    process.pause()
    process.resume()
    process.kill()
    assert not process.running
    assert birth(first) is None
    process.start()
    assert process.pid != first
    process.stop()
    assert not process.running
    assert list(home.run.iterdir()) == []


def test_a_process_that_ends_at_once_is_reported_with_its_log(home: Home) -> None:
    process = Process("broken", [sys.executable, "-c", "raise SystemExit('no such thing')"], home)
    process.start()
    with pytest.raises(LaunchError, match="no such thing"):
        process.wait_until(lambda: False, 10)
    process.kill()


def test_leftovers_of_a_killed_launcher_are_stopped_and_a_reused_pid_is_left_alone(home: Home) -> None:
    orphan, stranger = sleeper(home, "orphan"), sleeper(home, "stranger")
    orphan.start()
    stranger.start()
    stranger.pid_file.write_text(f"{stranger.pid} 15 born-at-another-time\n")
    (home.run / "torn.pid").write_text("")
    assert stop_leftovers(home, patience=0.2) == ["orphan"]
    assert stranger.running
    assert orphan.child is not None
    assert orphan.child.wait(5) != 0
    assert list(home.run.glob("*.pid")) == []
    stranger.kill()


def test_a_home_whose_launcher_was_killed_is_cleared_and_one_in_use_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with abandoned.throw_away("used") as used:
        dead = Home(tmp_path / "portal-dead")
        server, staged = sleeper(dead), sleeper(Home(dead.path / "stages" / "one"))
        server.start()
        staged.start()
        for lock in (dead.path / abandoned.LOCK, used.path / abandoned.LOCK):
            lock.touch()
            os.utime(lock, (0, 0))
        abandoned.clear()
        assert not dead.path.exists()
        assert used.path.exists()
        assert not server.running
        assert not staged.running
    assert list(tmp_path.iterdir()) == []


def test_a_dead_servers_lock_is_removed_and_a_living_ones_is_respected(tmp_path: Path) -> None:
    lock = tmp_path / "postmaster.pid"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for content in (f"{dead.pid}\n{tmp_path}\n", f"{os.getpid()}\n{tmp_path}\n", "torn"):
        lock.write_text(content)
        postgres.clear_stale_lock(tmp_path)
        assert not lock.exists()
    living = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "-D", str(tmp_path)])
    lock.write_text(f"{living.pid}\n{tmp_path}\n")
    try:
        with pytest.raises(LaunchError, match=f"process {living.pid}"):
            postgres.clear_stale_lock(tmp_path)
    finally:
        living.kill()
        living.wait()
