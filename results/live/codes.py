"""Why a socket is closed, as its page understands it: come back, or do not."""

COME_BACK, SIGN_IN, NOT_FOR_YOU, NO_SUCH_PAGE, TALKS_TOO_MUCH = 4000, 4401, 4403, 4404, 4429
REASONS = {
    COME_BACK: "Come back.",
    SIGN_IN: "Sign in.",
    NOT_FOR_YOU: "This link opens no board here.",
    NO_SUCH_PAGE: "There is no such page.",
    TALKS_TOO_MUCH: "A screen has less to say.",
}
