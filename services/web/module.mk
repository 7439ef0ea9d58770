# web: the browser's app, built by esbuild out of npm's registry.
web_SRC := $(shell find services/web -type f -not -path '*/node_modules/*')

all: $(BUILD)/web/index.html

# Without the registry all else is built, and the gateway serves its API.
$(BUILD)/web/index.html: $(web_SRC) deploy/local/npm
	$(call say,WEB,$(@D))
	@mkdir -p $(BUILD)/web-tools
	$(Q)services/web/build $(BUILD)/web || \
		echo 'web: no app was built; the API and the command work' >&2
