LIBS += oidc
oidc_SRC := $(addprefix common/oidc/, base64url.c jwt.c jwks.c id_token.c)
oidc_LINK := -lcrypto
TESTS += $(addprefix tests/unit/oidc/, test_base64url test_jwt test_jwks \
	test_id_token)
OIDC_SIGNED := $(addprefix tests/unit/oidc/, test_jwt test_jwks test_id_token)
$(foreach t,$(OIDC_SIGNED),$(eval $(t)_SRC := tests/unit/oidc/signer.c))
FUZZERS += tests/fuzz/fuzz_jwt
tests/fuzz/fuzz_jwt_SRC := $(oidc_SRC) proto/json.c proto/json_check.c \
	$(base_SRC)
