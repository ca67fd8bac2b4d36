/// A whole plugin in C; each defect that a test needs is switched on by a macro.
enum PluginSource {
  static let text = #"""
    #include "nas_plugin.h"
    #include <stdio.h>
    #include <string.h>

    #ifndef MAJOR
    #define MAJOR NAS_ABI_MAJOR
    #endif
    #ifndef LEAST_MINOR
    #define LEAST_MINOR 0
    #endif
    #ifndef PLUGIN_SIZE
    #define PLUGIN_SIZE sizeof(nas_plugin)
    #endif
    #ifndef COMPONENT_SIZE
    #define COMPONENT_SIZE sizeof(nas_component)
    #endif
    #ifndef TABLE_SIZE
    #define TABLE_SIZE sizeof(nas_strategy)
    #endif
    #ifndef COUNT
    #define COUNT 1
    #endif
    #ifndef ID
    #define ID "org.example.c"
    #endif
    #ifndef VERSION
    #define VERSION "0.1.0"
    #endif
    #ifndef NAME
    #define NAME "first"
    #endif
    #ifndef ROLE
    #define ROLE "nas.strategy/1"
    #endif
    #ifndef FLAGS
    #define FLAGS 0
    #endif
    #ifndef CREATE
    #define CREATE create
    #endif
    #ifndef ASK
    #define ASK ask
    #endif
    #ifndef TELL
    #define TELL tell
    #endif
    #ifndef ENTRY
    #define ENTRY nas_plugin_entry_v1
    #endif

    #ifdef CONSTRUCTOR
    __attribute__((constructor)) static void leave_a_trace(void) {
      FILE *file = fopen(CONSTRUCTOR, "w");
      if (file) fclose(file);
    }
    #endif
    #ifdef UNDEFINED
    extern void nobody_has_this(void);
    void (*const undefined)(void) = nobody_has_this;
    #endif

    static nas_status ask(void *self, uint64_t count, const nas_proposal_sink *sink, nas_error *error) { return NAS_OK; }
    static nas_status tell(void *self, const nas_outcomes *outcomes, nas_error *error) { return NAS_OK; }
    static nas_status save(void *self, const nas_byte_sink *sink, nas_error *error) { return NAS_OK; }
    static nas_status load(void *self, nas_bytes bytes, nas_error *error) { return NAS_OK; }

    static const nas_strategy strategy = { .struct_size = TABLE_SIZE, .ask = ASK, .tell = TELL };
    static const nas_state state = { .struct_size = sizeof(nas_state), .save = save, .load = load };

    static nas_text text(const char *bytes) { return (nas_text){ bytes, strlen(bytes) }; }

    static nas_status describe(const nas_component *self, const nas_description *to, nas_error *error) {
    #ifdef DESCRIBE_FAILS
      error->set(error->ctx, NAS_FAILED, text("nothing to say"), text(""));
      return NAS_FAILED;
    #endif
      to->text(to->ctx, text("summary"), text("Does nothing."));
      to->text(to->ctx, text("needs"), text("nas.space.crossing/1\nnas.space.enumerable/1"));
      to->text(to->ctx, text("a key that nobody knows"), text("is skipped"));
      to->number(to->ctx, text("window"), 7);
      nas_option option = { .struct_size = sizeof(nas_option), .flags = NAS_OPTION_BOUNDED, .lower = 1, .upper = 9 };
      option.path = text("size");
      option.summary = text("How large.");
      option.fallback = (nas_value){ .struct_size = sizeof(nas_value), .kind = NAS_VALUE_INTEGER, .integer = 5 };
    #ifdef OPTION_KIND
      option.fallback.kind = OPTION_KIND;
    #endif
    #ifdef OPTION_LENGTH
      option.summary.length = OPTION_LENGTH;
    #endif
    #ifdef OPTION_SUMMARY
      option.summary = text(OPTION_SUMMARY);
    #endif
      to->option(to->ctx, &option);
      return NAS_OK;
    }

    static nas_status create(const nas_component *self, const nas_create *how, void **instance, nas_error *error) {
      *instance = (void *)&strategy;
      return NAS_OK;
    }
    static void destroy(const nas_component *self, void *instance) {}

    static const void *query(const nas_component *self, const char *id) {
    #ifdef ANSWERS_ALL
      return &strategy;
    #endif
    #ifdef ANSWERS_NOTHING
      return NULL;
    #endif
    #ifdef ANSWERS_PREFIX
      if (strncmp(id, "nas.strategy/1", 14) == 0) return &strategy;
    #endif
      if (strcmp(id, "nas.strategy/1") == 0) return &strategy;
      if (strcmp(id, "nas.state/1") == 0) return &state;
      return NULL;
    }
    static const void *plugin_query(const char *id) {
    #ifdef PLUGIN_ANSWERS_ALL
      return &strategy;
    #endif
      return NULL;
    }

    static const nas_component first = {
      .struct_size = COMPONENT_SIZE, .flags = FLAGS, .name = NAME, .role = ROLE,
      .describe = describe, .create = CREATE, .destroy = destroy, .query = query
    };
    #ifdef NULL_COMPONENT
    static const nas_component *const components[] = { NULL };
    #else
    static const nas_component *const components[] = { &first, &first };
    #endif
    static const nas_plugin plugin = {
      .struct_size = PLUGIN_SIZE, .abi_major = MAJOR, .abi_minor = LEAST_MINOR, .abi_least_minor = LEAST_MINOR,
      .id = ID, .version = VERSION, .build = "test", .component_count = COUNT, .components = components,
    #ifndef NO_PLUGIN_QUERY
      .query = plugin_query
    #endif
    };

    const nas_plugin *ENTRY(const nas_host *host) {
    #ifdef REFUSES
      const nas_log_service *log = host->service(host->ctx, "nas.svc.log/1");
      log->write(log->ctx, NAS_LOG_ERROR, text(REFUSES));
      return NULL;
    #endif
      return &plugin;
    }
    """#
}
