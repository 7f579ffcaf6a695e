"""One settings file for every deployment.

Without any environment Tessera runs as an embedded trial (`EMBEDDED`): SQLite, a Valkey on a socket, a
mail folder, secrets made on the spot. `TESSERA_PRODUCTION=1` turns these off; `config/checks.py` then refuses
to start without safe values. docs/operating.md lists every variable.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url

from . import env as read
from .env import env
from .headers import PAGE_POLICY, static_headers

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.bool("TESSERA_PRODUCTION", default=False)
EMBEDDED = not PRODUCTION
DATA = read.data_folder(BASE_DIR)

# Secrets. Empty in production unless the environment sets them: config/checks.py refuses that with a hint.
SECRET_KEY = (
    env.str("SECRET_KEY", default="")
    or read.embedded_secret(DATA, "secret_key", allowed=EMBEDDED)
    or "missing"  # Django would refuse an empty one before the checks can say what to set
)
PEPPER = env.str("TESSERA_PEPPER", default="") or read.embedded_secret(DATA, "pepper", allowed=EMBEDDED)
OUTBOX_KEYS = read.fernet_keys(
    env.str("TESSERA_OUTBOX_KEYS", default="") or read.embedded_secret(DATA, "outbox_keys", allowed=EMBEDDED),
    "TESSERA_OUTBOX_KEYS",
)

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
# What a mailed link begins with: never the Host header of the request that caused it.
ORIGIN = read.public_origin(env.str("TESSERA_ORIGIN", default=""), ALLOWED_HOSTS, env.int("PORT", default=8000))
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TESSERA_TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "config",
    "accounts",
    "vault",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.IsolationMiddleware",
    "config.bodies.BodyMiddleware",  # before everything that reads a body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "config.appearance.appearance",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database. Transactions of SQLite take the write lock at once (IMMEDIATE): a lock upgrade half-way cannot wait.
# What is erased (outbox payloads, release shares) is overwritten, not left in free pages (secure_delete).
SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", default=f"sqlite:///{DATA / 'tessera.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE

# Broker and shared cache: the embedded Valkey's socket, or a Redis by URL.
VALKEY_SOCKET = read.valkey_socket(DATA)
REDIS_URL = env.str("REDIS_URL", default=f"unix://{VALKEY_SOCKET}")
# A request may ask twice, and the broker after that.
CACHE_PATIENCE = env.float("TESSERA_CACHE_SECONDS", default=0.5)
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "serializer": "config.cache.JsonSerializer",
            "socket_timeout": CACHE_PATIENCE,
            "socket_connect_timeout": CACHE_PATIENCE,
        },
    }
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is down must not hold a request up: publishing gives up at once and the sweep takes over.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 1,
    "visibility_timeout": 300,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
OUTBOX_SWEEP_SECONDS = env.int("TESSERA_SWEEP_SECONDS", default=15)
# How long a worker may hold a message before the sweep hands it to another; longer than SMTP's own time-out.
OUTBOX_LEASE_SECONDS = env.int("TESSERA_LEASE_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    "outbox": {"task": "accounts.tasks.sweep_outbox", "schedule": OUTBOX_SWEEP_SECONDS},
    "enrollments": {"task": "accounts.tasks.sweep_unconfirmed", "schedule": 300},
    "sessions": {"task": "accounts.tasks.sweep_sessions", "schedule": 24 * 3600},
    "replacements": {"task": "vault.tasks.sweep_replacements", "schedule": 3600},
    "resets": {"task": "accounts.tasks.sweep_resets", "schedule": 300},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "celerybeat-schedule")

# A list of known breaches that speaks the protocol of Pwned Passwords; without one the vault's report does without.
BREACH_URL = read.list_address(env.str("BREACH_URL", default=""), "BREACH_URL")

# Mail. The folder on disk is for the trial only; config/checks.py refuses it in production.
MAIL_FOLDER = DATA / "mail"
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update({key: value for key, value in dj_email_url.parse(EMAIL_URL).items() if key != "EMAIL_FILE_PATH"})
else:
    EMAIL_BACKEND = "accounts.mailfolder.MailFolder"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Tessera <tessera@localhost>")
# The page that shows the mail folder: only with the folder, only in the trial.
MAIL_PAGE = EMBEDDED and not EMAIL_URL

# Accounts: allauth's headless API carries L where a password would go (docs/keys.md).
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["accounts.credentials.LoginSecretBackend"]
PASSWORD_HASHERS = ["accounts.credentials.PepperedArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []  # the server never sees the password: the browser judges it
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.signup.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# allauth would answer a second sign-up within ten seconds differently for known and unknown addresses, and no sign-up
# at all without the cache; it would count right passwords as guesses too, and let strangers use up what an account's
# own browsers need. The limits of config/limits.py count instead.
ACCOUNT_RATE_LIMITS = dict.fromkeys(["confirm_email", "signup", "login", "login_failed", "reauthenticate"])
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/verify/",
    "account_signup": "/signup/",
    "account_reset_password": "/signin/",
    "account_reset_password_from_key": "/signin/",
}
USERSESSIONS_TRACK_ACTIVITY = False

# The second factor (accounts/factors.py). Passkeys stand beside the password here, never in its place.
MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tessera"
MFA_TOTP_TOLERANCE = 1  # half minutes, for clocks that go wrong and people who type slowly
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
LOGIN_URL = "/signin/"

# Cookies and transport. `__Host-` needs TLS; the trial on http://localhost does without.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63072000 if PRODUCTION else 0
# Other sites are told nothing. Under "no-referrer" Firefox posts with the origin "null", which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PAGE_POLICY}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a commit of many items; config/bodies.py bounds the rest

# Static files: hashed names, long-lived; esbuild's chunks carry their own hash.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [("build", BASE_DIR / "static" / "build"), ("img", BASE_DIR / "static" / "img")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z]{8,12}\..+$"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LANGUAGE_COOKIE_NAME = "tessera_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Bodies, cookies and tracebacks' variables are never logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # A refused request is told to its sender; the log is for what went wrong here.
        "django.request": {"level": "ERROR"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "config.logs.HidesEverything"
