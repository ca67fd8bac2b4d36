/* A plugin with a strategy that needs what the shipped space lacks: spaces whose architectures can be extended bit by bit.
 * Compiled by the tests with the system's C compiler. */
#include <stdlib.h>
#include <string.h>

#include "nas_plugin.h"

#define TEXT(s) ((nas_text){(s), sizeof(s) - 1})

static nas_status ask(void *self, uint64_t count, const nas_proposal_sink *sink, nas_error *error) {
  (void)self; (void)count; (void)sink; (void)error;
  return NAS_OK;
}

static nas_status tell(void *self, const nas_outcomes *outcomes, nas_error *error) {
  (void)self; (void)outcomes; (void)error;
  return NAS_OK;
}

static const nas_strategy strategy_table = {sizeof strategy_table, 0, ask, tell};

static nas_status describe(const nas_component *self, const nas_description *sink, nas_error *error) {
  (void)self; (void)error;
  sink->text(sink->ctx, TEXT("summary"), TEXT("Extends partial architectures."));
  sink->text(sink->ctx, TEXT("needs"), TEXT("nas.space.progressive/1"));
  return NAS_OK;
}

static nas_status create(const nas_component *component, const nas_create *arguments, void **made, nas_error *error) {
  (void)component; (void)arguments; (void)error;
  *made = calloc(1, 1);
  return NAS_OK;
}

static void destroy(const nas_component *component, void *self) { (void)component; free(self); }

static const void *query(const nas_component *component, const char *id) {
  (void)component;
  return strcmp(id, "nas.strategy/1") == 0 ? &strategy_table : NULL;
}

static const nas_component strategy = {
  sizeof strategy, 0, NULL, "demanding", "nas.strategy/1", describe, create, destroy, query};
static const nas_component *const components[] = {&strategy};

static const void *query_plugin(const char *id) { (void)id; return NULL; }

static const nas_plugin plugin = {
  sizeof plugin, NAS_ABI_MAJOR, NAS_ABI_MINOR, 0, "org.example.demanding", "1.0.0", "test", 1, components, query_plugin};

const nas_plugin *nas_plugin_entry_v1(const nas_host *host) { (void)host; return &plugin; }
