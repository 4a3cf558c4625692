from tests.fixtures_trail import sign_in, trail  # noqa: F401
