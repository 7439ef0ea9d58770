# A server of common/http alone that tells what it saw, for differ.mjs.
PROGRAMS += http_echo
http_echo_SRC := tests/http/echo.c
