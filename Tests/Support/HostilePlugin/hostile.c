/* A plugin with an evaluator that misbehaves on demand: the first token of a candidate says how, the second is a value.
 * Where the option "as" is given, a first token of 4 means that misbehaviour and any other none: so a space with few
 * tokens reaches them all.
 * Compiled by the tests with the system's C compiler; the numbers are those of HostileSupport/Misbehaviour.swift. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "nas_plugin.h"

#define TEXT(s) ((nas_text){(s), sizeof(s) - 1})

typedef struct { const nas_host *host; double drawn; int64_t as; } instance;

static nas_status fail(nas_error *error, nas_status code, nas_text message) {
  if (error && error->set) error->set(error->ctx, code, message, (nas_text){0});
  return code;
}

/* ---- what goes wrong ---------------------------------------------------------------------------------------- */

static void finish(const nas_evaluation_sink *sink, uint64_t row, double first, double second) {
  double values[2] = {first, second};
  nas_result result = {sizeof result, NAS_OK, values, 2, {0}, 0.0 / 0.0};
  sink->finish(sink->ctx, row, &result);
}

static void fail_row(const nas_evaluation_sink *sink, nas_status status, nas_text reason) {
  nas_result result = {sizeof result, status, NULL, 0, reason, 0.0 / 0.0};
  sink->finish(sink->ctx, 0, &result);
}

static void eat_memory(void) {
  for (;;) {
    size_t size = 8u << 20;
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) pause();
    memset(block, 1, size);
    struct timespec pause_between = {0, 2000000};
    nanosleep(&pause_between, NULL);
  }
}

static void flood(const nas_evaluation_sink *sink) {
  double values[2] = {0, 0};
  for (double step = 0;; step++) sink->report(sink->ctx, 0, step, values, 2);
}

static void wrong_count(const nas_evaluation_sink *sink) {
  double value = 1;
  nas_result result = {sizeof result, NAS_OK, &value, 1, {0}, 0.0 / 0.0};
  sink->finish(sink->ctx, 0, &result);
}

static void absurd_count(const nas_evaluation_sink *sink) {
  double value = 1;
  nas_result result = {sizeof result, NAS_OK, &value, UINT64_MAX, {0}, 0.0 / 0.0};
  sink->finish(sink->ctx, 0, &result);
}

static void huge_reason(const nas_evaluation_sink *sink) {
  size_t size = 100u << 20;
  char *text = malloc(size);
  memset(text, 'x', size);
  fail_row(sink, NAS_FAILED, (nas_text){text, size});
  free(text);
}

static void garbage_on_output(void) {
  for (int line = 0; line < 1000; line++) puts("{\"version\":1,\"kind\":\"result\",\"payload\":{}}");
  fflush(stdout);
}

static void curve(const nas_evaluation_sink *sink) {
  double values[2] = {0.25, 0}, wrong[3] = {9, 9, 9};
  sink->report(sink->ctx, 0, 1, values, 2);
  sink->report(sink->ctx, 0, 2, wrong, 3);      /* wrong count: ignored */
  sink->report(sink->ctx, 7, 2, values, 2);     /* no such row: ignored */
  values[0] = 0.5;
  sink->report(sink->ctx, 0, 2, values, 2);
}

static nas_status keep_file(instance *self, uint64_t trial, nas_error *error);

static void leave_child(void) {
  /* The child keeps the worker's descriptors while the worker dies, and ends by itself. */
  if (fork() == 0) { sleep(3); _exit(0); }
  _exit(9);
}

/* ---- evaluator ------------------------------------------------------------------------------------------------ */

static nas_status metrics(void *self, const nas_metric_sink *sink, nas_error *error) {
  (void)self; (void)error;
  nas_metric first = {sizeof first, NAS_METRIC_MAXIMIZE, TEXT("accuracy"), TEXT(""), TEXT("the second token")};
  nas_metric second = {sizeof second, NAS_METRIC_MEASURED, TEXT("loss"), TEXT("nats"), TEXT("the seed's low bits")};
  sink->put(sink->ctx, &first);
  sink->put(sink->ctx, &second);
  return NAS_OK;
}

static uint64_t word(nas_column column) { return column.data ? *(const uint64_t *)column.data : 0; }

static nas_status evaluate(void *state, const nas_candidates *candidates, const nas_evaluation_sink *sink, nas_error *error) {
  instance *self = state;
  const nas_token_rows *rows = &candidates->proposals->architectures;
  if (rows->count != 1) return fail(error, NAS_INVALID, TEXT("one candidate at a time, please"));
  uint64_t tokens = rows->offsets[1] - rows->offsets[0];
  if (tokens < 2) return fail(error, NAS_INVALID, TEXT("a candidate has two tokens"));
  double value = rows->data[1];
  volatile int *nowhere = NULL;
  int64_t misbehaviour = self->as < 0 ? rows->data[0] : rows->data[0] == 4 ? self->as : 0;
  switch (misbehaviour) {
    case 1: *nowhere = 1; break;
    case 2: abort();
    case 3: exit(7);
    case 4: for (;;) pause();
    case 5: eat_memory(); break;
    case 6: finish(sink, 0, 0.0 / 0.0, 1); return NAS_OK;
    case 7: wrong_count(sink); return NAS_OK;
    case 8: finish(sink, 0, value, 0); finish(sink, 0, value + 1, 0); return NAS_OK;
    case 9: return NAS_OK;
    case 10: return 77;
    case 11: garbage_on_output(); break;
    case 12: flood(sink); break;
    case 13: huge_reason(sink); return NAS_OK;
    case 14: close(3); break;
    case 15: if (write(3, "this is no frame", 16) < 0) abort(); for (;;) pause();
    case 16: leave_child(); break;
    case 17: fail_row(sink, NAS_FAILED, TEXT("the network has no weights")); return NAS_OK;
    case 18: fail_row(sink, NAS_TIMEOUT, TEXT("stopped at the deadline")); return NAS_OK;
    case 19: curve(sink); break;
    case 20: if (keep_file(self, word(candidates->trial), error)) return NAS_FAILED; break;
    case 21: finish(sink, 0, 1.0 / 0.0, 0); return NAS_OK;
    case 22: absurd_count(sink); return NAS_OK;
    case 23: fail_row(sink, NAS_FAILED, (nas_text){0}); return NAS_OK;
    case 24: finish(sink, 5, value, 0); return NAS_OK;
    case 25: finish(sink, 0, self->drawn, 0); return NAS_OK;
    case 26: return fail(error, NAS_FAILED, TEXT("no memory for the batch"));
  }
  finish(sink, 0, value, (double)(word(candidates->seed) & 0xFFFF));
  return NAS_OK;
}

static void put_path(void *ctx, const void *bytes, uint64_t length) {
  char *path = ctx;
  memcpy(path, bytes, length < 4095 ? length : 4095);
}

static nas_status keep_file(instance *self, uint64_t trial, nas_error *error) {
  const nas_artifact_service *files = self->host->service(self->host->ctx, "nas.svc.artifacts/1");
  if (!files) return fail(error, NAS_MISSING, TEXT("no artifacts are lent"));
  char path[4096] = {0};
  nas_byte_sink sink = {path, put_path};
  nas_status status = files->scratch(files->ctx, TEXT("weights.bin"), &sink, error);
  if (status) return status;
  FILE *file = fopen(path, "w");
  if (!file) return fail(error, NAS_FAILED, TEXT("the scratch file cannot be written"));
  fputs("weights", file);
  fclose(file);
  if (files->keep(files->ctx, trial, TEXT("../weights"), (nas_text){path, strlen(path)}, error) == NAS_OK) return NAS_FAILED;
  return files->keep(files->ctx, trial, TEXT("weights.bin"), (nas_text){path, strlen(path)}, error);
}

static const nas_evaluator evaluator_table = {sizeof evaluator_table, 0, metrics, evaluate};

/* ---- a space that nobody asks anything --------------------------------------------------------------------------- */

static nas_status decisions(void *s, const nas_decision_sink *k, nas_error *e) { (void)s; (void)k; (void)e; return NAS_OK; }
static nas_status layout(void *s, const nas_byte_sink *k, nas_error *e) { (void)s; (void)e; k->put(k->ctx, "two", 3); return NAS_OK; }
static nas_status sample(void *s, uint64_t n, nas_random *r, const nas_token_sink *k, nas_error *e) {
  (void)s; (void)n; (void)r; (void)k; return fail(e, NAS_UNIMPLEMENTED, TEXT("this space is empty"));
}
static nas_status mutate(void *s, nas_tokens t, double p, nas_random *r, const nas_mutation_sink *k, nas_error *e) {
  (void)s; (void)t; (void)p; (void)r; (void)k; return fail(e, NAS_UNIMPLEMENTED, TEXT("this space is empty"));
}
static nas_status validate(void *s, nas_tokens t, nas_error *e) { (void)s; (void)t; (void)e; return NAS_OK; }
static nas_status canonical(void *s, nas_tokens t, const nas_token_sink *k, nas_error *e) {
  (void)s; (void)e; k->put(k->ctx, t.data, t.count); return NAS_OK;
}
static nas_status text(void *s, nas_tokens t, const nas_byte_sink *k, nas_error *e) {
  (void)s; (void)t; (void)k; return fail(e, NAS_UNIMPLEMENTED, TEXT("this space is empty"));
}
static nas_status parse(void *s, nas_text t, const nas_token_sink *k, nas_error *e) {
  (void)s; (void)t; (void)k; return fail(e, NAS_UNIMPLEMENTED, TEXT("this space is empty"));
}
static nas_status network(void *s, nas_tokens t, const nas_task *a, const nas_byte_sink *k, nas_error *e) {
  (void)s; (void)t; (void)a; (void)k; return fail(e, NAS_UNIMPLEMENTED, TEXT("this space has no networks"));
}

static const nas_space space_table = {
  sizeof space_table, 0, decisions, layout, sample, mutate, validate, canonical, text, parse, network, NULL};

/* ---- components -------------------------------------------------------------------------------------------------- */

static nas_status describe(const nas_component *self, const nas_description *sink, nas_error *error) {
  (void)error;
  sink->text(sink->ctx, TEXT("summary"), TEXT("Misbehaves on demand."));
  if (strcmp(self->role, "nas.evaluator/1") != 0) return NAS_OK;
  nas_option option = {sizeof option, 0, TEXT("setup"), TEXT("How making an instance goes."), {0}, 0, 0, TEXT("works\nrefuses\ncrashes\nhangs")};
  option.fallback = (nas_value){sizeof option.fallback, NAS_VALUE_TEXT, 0, 0, TEXT("works"), 0};
  sink->option(sink->ctx, &option);
  nas_option as = {sizeof as, NAS_OPTION_BOUNDED, TEXT("as"), TEXT("What a first token of 4 means; -1: each means itself."), {0}, -1, 26, {0}};
  as.fallback = (nas_value){sizeof as.fallback, NAS_VALUE_INTEGER, -1, 0, {0}, 0};
  sink->option(sink->ctx, &as);
  return NAS_OK;
}

static int is(nas_text text, const char *word) { return text.length == strlen(word) && memcmp(text.bytes, word, text.length) == 0; }

static nas_status create(const nas_component *component, const nas_create *arguments, void **made, nas_error *error) {
  nas_value value = {.struct_size = sizeof value};
  const nas_configuration *configuration = arguments->configuration;
  if (strcmp(component->role, "nas.evaluator/1") == 0
      && configuration->get(configuration->ctx, TEXT("setup"), &value) == NAS_OK) {
    if (is(value.text, "refuses")) return fail(error, NAS_INVALID, TEXT("the evaluator 'hostile' refuses to be made"));
    if (is(value.text, "crashes")) abort();
    if (is(value.text, "hangs")) for (;;) pause();
  }
  instance *self = calloc(1, sizeof *self);
  self->host = arguments->host;
  self->as = configuration->get(configuration->ctx, TEXT("as"), &value) == NAS_OK ? value.integer : -1;
  const nas_random_service *random = arguments->host->service(arguments->host->ctx, "nas.svc.random/1");
  nas_random stream = {0};
  if (random) random->stream(random->ctx, TEXT("draw"), &stream);
  self->drawn = (double)(nas_random_next(&stream) >> 40);
  *made = self;
  return NAS_OK;
}

static void destroy(const nas_component *component, void *self) { (void)component; free(self); }

static const void *query_evaluator(const nas_component *component, const char *id) {
  (void)component;
  return strcmp(id, "nas.evaluator/1") == 0 ? &evaluator_table : NULL;
}

static const void *query_space(const nas_component *component, const char *id) {
  (void)component;
  return strcmp(id, "nas.space/1") == 0 ? &space_table : NULL;
}

static const nas_component evaluator = {
  sizeof evaluator, 0, NULL, "hostile", "nas.evaluator/1", describe, create, destroy, query_evaluator};
static const nas_component space = {sizeof space, 0, NULL, "empty", "nas.space/1", describe, create, destroy, query_space};
static const nas_component *const components[] = {&evaluator, &space};

static const void *query_plugin(const char *id) { (void)id; return NULL; }

static const nas_plugin plugin = {
  sizeof plugin, NAS_ABI_MAJOR, NAS_ABI_MINOR, 0, "org.example.hostile", "1.0.0", "test", 2, components, query_plugin};

const nas_plugin *nas_plugin_entry_v1(const nas_host *host) { (void)host; return &plugin; }
