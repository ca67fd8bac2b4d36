/* nas_plugin.h - the binary contract between the host `nas` and a plugin, ABI 1.0.
 *
 * A plugin is a dynamic library that exports one function, nas_plugin_entry_v1. Everything else is a table
 * of function pointers. The contract in ten rules (docs/abi.md explains each):
 *
 *  1. The major version stands in the entry symbol. Within 1.x structs only grow at the end: struct_size comes
 *     first, NAS_HAS asks whether a member is there, and a struct that grows gets a new C tag (_r2).
 *  2. Optional abilities and host services are asked for by a string id that carries its revision; NULL = absent.
 *  3. Nothing is owned across the boundary but handles with a create and a destroy. All else is borrowed for the
 *     duration of a call: spans are read, sinks are written to. Whoever is called copies what it wants to keep.
 *  4. Arrays of rows are columns with a stride in bytes; a column whose data is NULL holds its default everywhere.
 *  5. Text is UTF-8 with a length. No bool, enum type, bitfield, long, varargs or JSON.
 *  6. A status other than NAS_OK comes with a message through nas_error.set. Nothing is thrown across.
 *  7. One instance is called by one thread at a time, from any thread, unless its component says NAS_THREAD_SAFE.
 *  8. All randomness derives from the seed handed to create, or from the nas_random passed to the call.
 *  9. Calls are synchronous. Long ones poll nas_cancelled and the deadline of their rows.
 * 10. A plugin is opened once and never closed.
 */
#ifndef NAS_PLUGIN_H
#define NAS_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NAS_ABI_MAJOR 1u
#define NAS_ABI_MINOR 0u
#define NAS_ENTRY_SYMBOL "nas_plugin_entry_v1"
#define NAS_HAS(p, member) ((p)->struct_size >= offsetof(__typeof__(*(p)), member) + sizeof((p)->member))

/* ---- values ------------------------------------------------------------------------------------------------ */

typedef int32_t nas_status;
#define NAS_OK 0
#define NAS_INVALID 1          /* the caller passed something that cannot be */
#define NAS_FAILED 2           /* tried, did not succeed; an unknown status means this */
#define NAS_CANCELLED 3
#define NAS_UNIMPLEMENTED 4
#define NAS_INTERNAL 5
#define NAS_TIMEOUT 6
#define NAS_NOT_APPLICABLE 7   /* this mutation cannot apply here; draw again */
#define NAS_NOT_REPRODUCIBLE 8
#define NAS_MISSING 9
#define NAS_UNAVAILABLE 10     /* something needed is in use or used up */
#define NAS_INFEASIBLE 11      /* of a row: the candidate breaks a rule of the evaluator; it is no failure */
#define NAS_UNAVAILABLE 10     /* something needed is in use, used up or not allowed */

#define NAS_NO_TRIAL 0xFFFFFFFFFFFFFFFFull

typedef struct nas_text_r1 { const char *bytes; uint64_t length; } nas_text;
typedef struct nas_bytes_r1 { const void *bytes; uint64_t length; } nas_bytes;
typedef struct nas_column_r1 { const void *data; uint64_t stride; } nas_column;

/* One architecture. */
typedef struct nas_tokens_r1 { const int32_t *data; uint64_t count; } nas_tokens;

/* Architecture i is data[offsets[i] ..< offsets[i + 1]]; offsets has count + 1 members. */
typedef struct nas_token_rows_r1 { const int32_t *data; const uint64_t *offsets; uint64_t count; } nas_token_rows;

/* The state of xoshiro256**; nas_random_next is part of the contract. */
typedef struct nas_random_r1 { uint64_t a, b, c, d; } nas_random;

static inline uint64_t nas_random_next(nas_random *r) {
  uint64_t x = r->b * 5, result = ((x << 7) | (x >> 57)) * 9, t = r->b << 17;
  r->c ^= r->a; r->d ^= r->b; r->b ^= r->c; r->a ^= r->d; r->c ^= t;
  r->d = (r->d << 45) | (r->d >> 19);
  return result;
}

/* Where a callee reports an error: made by the caller, borrowed for the call. set may be NULL. */
typedef struct nas_error_r1 {
  uint32_t struct_size, reserved;
  void *ctx;
  void (*set)(void *ctx, nas_status code, nas_text message, nas_text hint);
} nas_error;

/* ---- sinks: how verbs answer ------------------------------------------------------------------------------- */

typedef struct nas_byte_sink_r1 { void *ctx; void (*put)(void *ctx, const void *bytes, uint64_t length); } nas_byte_sink;
typedef struct nas_token_sink_r1 { void *ctx; void (*put)(void *ctx, const int32_t *tokens, uint64_t count); } nas_token_sink;
typedef struct nas_trial_sink_r1 { void *ctx; void (*put)(void *ctx, const uint64_t *trials, uint64_t count); } nas_trial_sink;

/* ---- configuration: typed values asked for by path ("recipe.epochs") --------------------------------------- */

#define NAS_VALUE_NONE 0u
#define NAS_VALUE_INTEGER 1u
#define NAS_VALUE_REAL 2u
#define NAS_VALUE_BOOLEAN 3u   /* integer is 0 or 1 */
#define NAS_VALUE_TEXT 4u
#define NAS_VALUE_PATH 5u      /* text: an absolute path */
#define NAS_VALUE_LIST 6u      /* count entries, each a text */
#define NAS_VALUE_MAP 7u       /* count entries, each a key and a text, in the order of the study file */

typedef struct nas_value_r1 {
  uint32_t struct_size, kind;
  int64_t integer;
  double real;
  nas_text text;
  uint64_t count;
} nas_value;

typedef struct nas_configuration_r1 {
  uint32_t struct_size, reserved;
  void *ctx;
  /* NAS_MISSING where there is no such path. What value points to lives as long as the configuration. */
  nas_status (*get)(void *ctx, nas_text path, nas_value *value);
  /* The entry of a list or map; key is empty for a list. */
  nas_status (*entry)(void *ctx, nas_text path, uint64_t index, nas_text *key, nas_text *value);
  /* The paths there are, by number, so that a reader can refuse one that it does not know; NAS_MISSING behind the last. */
  nas_status (*path)(void *ctx, uint64_t index, nas_text *path);
} nas_configuration;

/* An option of a component: the only source of its name, type, range, default and sentence. */
typedef struct nas_option_r1 {
  uint32_t struct_size, flags;
#define NAS_OPTION_REQUIRED 1u
#define NAS_OPTION_BOUNDED 2u  /* lower and upper hold */
  nas_text path, summary;
  nas_value fallback;          /* the default; kind says the type */
  double lower, upper;
  nas_text choices;            /* for a text: the allowed values, separated by '\n'; empty = any */
} nas_option;

/* A place for another component, filled by the study file. */
typedef struct nas_slot_r1 {
  uint32_t struct_size, flags;
#define NAS_SLOT_REQUIRED 1u
#define NAS_SLOT_MANY 2u
  nas_text name, role, abilities, fallback, summary; /* abilities separated by '\n' */
} nas_slot;

typedef struct nas_metric_r1 {
  uint32_t struct_size, flags;
#define NAS_METRIC_MAXIMIZE 1u
#define NAS_METRIC_MEASURED 2u /* depends on the machine's clock: stored, never recomputed */
#define NAS_METRIC_CURVE 4u    /* also reported while the evaluation runs */
  nas_text name, unit, summary;
} nas_metric;

typedef struct nas_metric_sink_r1 { void *ctx; void (*put)(void *ctx, const nas_metric *metric); } nas_metric_sink;

/* ---- host, plugin, component ------------------------------------------------------------------------------- */

/* What the host lends: once to the entry function, and once per instance with that instance's services. */
typedef struct nas_host_r1 {
  uint32_t struct_size, abi_major, abi_minor, flags;
  void *ctx;
  const void *(*service)(void *ctx, const char *service_id); /* any thread; NULL = not lent */
} nas_host;

typedef struct nas_description_r1 {
  uint32_t struct_size, flags;
  void *ctx;
  void (*text)(void *ctx, nas_text key, nas_text value); /* keys: summary, paper, needs (abilities, one a line) */
  void (*number)(void *ctx, nas_text key, int64_t value); /* keys: window */
  void (*option)(void *ctx, const nas_option *option);
  void (*slot)(void *ctx, const nas_slot *slot);
} nas_description;

typedef struct nas_create_r1 {
  uint32_t struct_size, flags;
  uint64_t seed;
  const nas_configuration *configuration; /* defaults applied, types and ranges checked */
  const nas_host *host;                   /* outlives the instance */
} nas_create;

typedef struct nas_component_r1 nas_component;
struct nas_component_r1 {
  uint32_t struct_size, flags;
#define NAS_THREAD_SAFE 1u
#define NAS_PURE 2u            /* same input, same output; no side effects: may be repeated */
#define NAS_IN_PROCESS 4u      /* quick and safe enough to run inside the coordinator where that is asked for */
  const void *factory;         /* the component's own; the host never looks */
  const char *name, *role;     /* role: "nas.space/1", "nas.strategy/1", "nas.evaluator/1", "nas.predictor/1" */
  nas_status (*describe)(const nas_component *, const nas_description *, nas_error *); /* without an instance */
  nas_status (*create)(const nas_component *, const nas_create *, void **instance, nas_error *);
  void (*destroy)(const nas_component *, void *instance);
  const void *(*query)(const nas_component *, const char *interface_id); /* the role's table, or an ability's */
};

typedef struct nas_plugin_r1 {
  uint32_t struct_size, abi_major, abi_minor, abi_least_minor;
  const char *id, *version, *build;
  uint64_t component_count;
  const nas_component *const *components; /* static storage */
  const void *(*query)(const char *interface_id);
} nas_plugin;

/* NULL = refuses this host, after logging why. */
typedef const nas_plugin *(*nas_plugin_entry)(const nas_host *host);

/* ---- role: search space ("nas.space/1") -------------------------------------------------------------------- */

typedef struct nas_task_r1 { uint32_t struct_size, channels, height, width, classes, reserved; } nas_task;

typedef struct nas_decision_r1 {
  uint32_t struct_size, kind;
#define NAS_DECISION_CATEGORICAL 0u
#define NAS_DECISION_REFERENCE 1u      /* picks one earlier state */
#define NAS_DECISION_REFERENCE_SET 2u  /* picks any set of earlier states (skip connections): the token is a bit set of its
                                          options, at most 31; a mask says which bits may be 1 */
  nas_text name, options;              /* options separated by '\n' */
  uint64_t option_count;
  nas_text group, vocabulary;          /* block or layer it belongs to; decisions that share an embedding */
} nas_decision;

typedef struct nas_decision_sink_r1 { void *ctx; void (*put)(void *ctx, const nas_decision *decision); } nas_decision_sink;

typedef struct nas_mutation_sink_r1 {
  void *ctx;
  void (*put)(void *ctx, const int32_t *tokens, uint64_t count, uint32_t inherits, nas_text what);
} nas_mutation_sink;

typedef struct nas_space_r1 {
  uint32_t struct_size, flags;
  nas_status (*decisions)(void *self, const nas_decision_sink *, nas_error *); /* none for an open-ended space */
  nas_status (*layout)(void *self, const nas_byte_sink *, nas_error *);        /* version and meaning of the tokens */
  nas_status (*sample)(void *self, uint64_t count, nas_random *, const nas_token_sink *, nas_error *);
  /* rate: probability per decision; not a number = the space's own mutation. May answer NAS_NOT_APPLICABLE. */
  nas_status (*mutate)(void *self, nas_tokens, double rate, nas_random *, const nas_mutation_sink *, nas_error *);
  nas_status (*validate)(void *self, nas_tokens, nas_error *);
  nas_status (*canonical)(void *self, nas_tokens, const nas_token_sink *, nas_error *);
  nas_status (*text)(void *self, nas_tokens, const nas_byte_sink *, nas_error *);
  nas_status (*parse)(void *self, nas_text, const nas_token_sink *, nas_error *);
  nas_status (*network)(void *self, nas_tokens, const nas_task *, const nas_byte_sink *, nas_error *);
  /* Optional, may be NULL: equal to counting the network. */
  nas_status (*costs)(void *self, nas_tokens, const nas_task *, uint64_t *params, uint64_t *macs, nas_error *);
} nas_space;

typedef struct nas_space_crossing_r1 {     /* "nas.space.crossing/1" */
  uint32_t struct_size, flags;
  nas_status (*cross)(void *self, nas_tokens, nas_tokens, nas_random *, const nas_token_sink *, nas_error *);
} nas_space_crossing;

typedef struct nas_space_progressive_r1 {  /* "nas.space.progressive/1"; no tokens = the start */
  uint32_t struct_size, flags;
  nas_status (*extensions)(void *self, nas_tokens partial, const nas_token_sink *, nas_error *);
  nas_status (*is_complete)(void *self, nas_tokens partial, uint32_t *complete, nas_error *);
} nas_space_progressive;

typedef struct nas_space_enumerable_r1 {   /* "nas.space.enumerable/1" */
  uint32_t struct_size, flags;
  nas_status (*count)(void *self, uint64_t *count, nas_error *);
  nas_status (*at)(void *self, uint64_t index, const nas_token_sink *, nas_error *);
} nas_space_enumerable;

typedef struct nas_space_weight_sharing_r1 { /* "nas.space.weight-sharing/1" */
  uint32_t struct_size, flags;
  nas_status (*supernet)(void *self, const nas_task *, const nas_byte_sink *network, nas_error *);
  /* One token per CHOICE node of the supernet, in node order: its alternative. Nodes of one decision share it. */
  nas_status (*path)(void *self, nas_tokens, const nas_token_sink *choices, nas_error *);
  nas_status (*sample_path)(void *self, nas_random *, const nas_token_sink *choices, nas_error *);
} nas_space_weight_sharing;

typedef struct nas_space_encoding_r1 {     /* "nas.space.encoding/1" */
  uint32_t struct_size, flags;
  nas_status (*width)(void *self, uint64_t *width, nas_error *);
  nas_status (*encode)(void *self, nas_tokens, double *features, uint64_t width, nas_error *);
} nas_space_encoding;

typedef struct nas_space_masking_r1 {      /* "nas.space.masking/1": the options that a prefix leaves valid, 1 or 0 each */
  uint32_t struct_size, flags;
  nas_status (*mask)(void *self, nas_tokens prefix, uint8_t *valid, uint64_t option_count, nas_error *);
} nas_space_masking;

typedef struct nas_space_repairing_r1 {    /* "nas.space.repairing/1" */
  uint32_t struct_size, flags;
  nas_status (*repair)(void *self, nas_tokens, nas_random *, const nas_token_sink *, nas_error *);
} nas_space_repairing;

typedef struct nas_published_r1 {          /* an architecture of the literature */
  uint32_t struct_size, reserved;
  nas_text name, source;                   /* what people ask for; where it was published */
  nas_tokens architecture;
  nas_text settings;                       /* of the space, "key=value", separated by '\n' */
  const nas_task *task;                    /* what the published network was for; may be NULL */
} nas_published;

typedef struct nas_published_sink_r1 { void *ctx; void (*put)(void *ctx, const nas_published *published); } nas_published_sink;

typedef struct nas_space_publishing_r1 {   /* "nas.space.publishing/1" */
  uint32_t struct_size, flags;
  nas_status (*published)(void *self, const nas_published_sink *, nas_error *);
} nas_space_publishing;

/* ---- role: strategy ("nas.strategy/1") --------------------------------------------------------------------- */

#define NAS_FIDELITY_FRACTION 0u
#define NAS_FIDELITY_EPOCHS 1u
#define NAS_FIDELITY_STEPS 2u
#define NAS_PROPOSAL_INHERITS 1u   /* start from the parent's weights; unknown bits are refused */
#define NAS_PROPOSAL_CONTINUES 2u  /* go on with the parent's training rather than start one */

/* Answered by ask. The host assigns the trial ids, in the order of the rows. */
typedef struct nas_proposals_r1 {
  uint32_t struct_size, reserved;
  nas_token_rows architectures;
  nas_column fidelity;       /* double; absent or not a number = full */
  nas_column fidelity_unit;  /* uint32_t; default NAS_FIDELITY_FRACTION */
  nas_column parent;         /* uint64_t; default NAS_NO_TRIAL */
  nas_column flags;          /* uint32_t NAS_PROPOSAL_*; default 0 */
} nas_proposals;

typedef struct nas_proposal_sink_r1 { void *ctx; void (*put)(void *ctx, const nas_proposals *proposals); } nas_proposal_sink;

#define NAS_OUTCOME_COMPLETED 0
#define NAS_OUTCOME_FAILED 1
#define NAS_OUTCOME_PRUNED 2
#define NAS_OUTCOME_INFEASIBLE 3

typedef struct nas_outcomes_r1 {
  uint32_t struct_size, reserved;
  nas_column trial;          /* uint64_t */
  const nas_proposals *proposals; /* row i is what was asked for trial i; by pointer, so that it can grow */
  nas_column status;         /* int32_t NAS_OUTCOME_* */
  nas_column reason;         /* nas_text; default empty */
  uint64_t metric_count;
  nas_column metrics;        /* metric_count doubles a row, in the evaluator's order; not a number = none */
  uint64_t objective_count;
  nas_column objectives;     /* objective_count doubles a row, larger is better; not a number = none */
  const uint64_t *curve_offsets; /* count + 1 members, or NULL; point p of row i: offsets[i] <= p < offsets[i + 1] */
  nas_column curve_step;     /* double a point */
  nas_column curve_metrics;  /* metric_count doubles a point */
  nas_column cost;           /* double, seconds by the study's clock; default 0 */
} nas_outcomes;

typedef struct nas_strategy_r1 {
  uint32_t struct_size, flags;
  nas_status (*ask)(void *self, uint64_t count, const nas_proposal_sink *, nas_error *); /* none = not until told more */
  nas_status (*tell)(void *self, const nas_outcomes *, nas_error *);
} nas_strategy;

typedef struct nas_strategy_retain_r1 {    /* "nas.strategy.retain/1": trials whose weights may still be inherited */
  uint32_t struct_size, flags;
  nas_status (*live)(void *self, const nas_trial_sink *, nas_error *);
} nas_strategy_retain;

typedef struct nas_state_r1 {              /* "nas.state/1": any role */
  uint32_t struct_size, flags;
  nas_status (*save)(void *self, const nas_byte_sink *, nas_error *);
  nas_status (*load)(void *self, nas_bytes, nas_error *);
} nas_state;

/* "nas.oneshot/1": a strategy that trains a supernet itself. Its role table is there all the same: ask answers with
 * what the search has yielded, tell takes their outcomes. */
typedef struct nas_oneshot_r1 {
  uint32_t struct_size, flags;
  nas_status (*search)(void *self, const nas_host *session, const nas_proposal_sink *, nas_error *);
} nas_oneshot;

/* ---- role: evaluator ("nas.evaluator/1") ------------------------------------------------------------------- */

typedef struct nas_candidates_r1 {
  uint32_t struct_size, reserved;
  const nas_proposals *proposals; /* by pointer, so that it can grow */
  nas_column trial, seed;    /* uint64_t */
  nas_column attempt;        /* uint32_t; 0 = the first */
  nas_column deadline;       /* uint64_t, nanoseconds of CLOCK_MONOTONIC; default UINT64_MAX = none */
  nas_column parent_artifact;/* nas_text: path of the parent's weights; default empty */
} nas_candidates;

typedef struct nas_result_r1 {
  uint32_t struct_size;
  nas_status status;         /* NAS_OK; NAS_CANCELLED = pruned, values as they stand; NAS_INFEASIBLE; else why it failed */
  const double *values;      /* one a declared metric */
  uint64_t count;
  nas_text reason;
  double cost;               /* seconds by the study's clock; not a number = as measured by the host */
} nas_result;

/* Rows may be reported and finished in any order; each is finished once. */
typedef struct nas_evaluation_sink_r1 {
  uint32_t struct_size, reserved;
  void *ctx;
  /* Intermediate metrics of a row; the answer 1 asks to stop it early (pruned), 0 to go on. */
  uint32_t (*report)(void *ctx, uint64_t row, double step, const double *values, uint64_t count);
  void (*finish)(void *ctx, uint64_t row, const nas_result *result);
} nas_evaluation_sink;

typedef struct nas_evaluator_r1 {
  uint32_t struct_size, flags;
  nas_status (*metrics)(void *self, const nas_metric_sink *, nas_error *);
  nas_status (*evaluate)(void *self, const nas_candidates *, const nas_evaluation_sink *, nas_error *);
} nas_evaluator;

typedef struct nas_evaluator_prepare_r1 {  /* "nas.evaluator.prepare/1": once per study, before the first trial */
  uint32_t struct_size, flags;
  nas_status (*prepare)(void *self, const nas_host *session, nas_error *);
} nas_evaluator_prepare;

/* ---- role: predictor ("nas.predictor/1") ------------------------------------------------------------------- */

typedef struct nas_predictor_r1 {
  uint32_t struct_size, flags;
  nas_status (*fit)(void *self, const nas_token_rows *, nas_column values, nas_error *);
  /* mean and variance have room for one double a row. */
  nas_status (*predict)(void *self, const nas_token_rows *, double *mean, double *variance, nas_error *);
} nas_predictor;

/* ---- services of the host ---------------------------------------------------------------------------------- */

#define NAS_LOG_DEBUG 0
#define NAS_LOG_INFO 1
#define NAS_LOG_WARNING 2
#define NAS_LOG_ERROR 3

typedef struct nas_log_service_r1 {        /* "nas.svc.log/1" */
  uint32_t struct_size, flags; void *ctx;
  void (*write)(void *ctx, int32_t level, nas_text message);
} nas_log_service;

typedef struct nas_control_service_r1 {    /* "nas.svc.control/1" */
  uint32_t struct_size, flags; void *ctx;
  const uint32_t *cancelled;               /* read it with nas_cancelled */
  void (*progress)(void *ctx, double fraction, nas_text what);
} nas_control_service;

static inline uint32_t nas_cancelled(const nas_control_service *control) {
  return __atomic_load_n(control->cancelled, __ATOMIC_ACQUIRE);
}

typedef struct nas_random_service_r1 {     /* "nas.svc.random/1": streams split by name from the instance's seed */
  uint32_t struct_size, flags; void *ctx;
  void (*stream)(void *ctx, nas_text name, nas_random *stream);
} nas_random_service;

typedef struct nas_artifact_service_r1 {   /* "nas.svc.artifacts/1"; trial NAS_NO_TRIAL means the study itself */
  uint32_t struct_size, flags; void *ctx;
  /* A fresh path in the scratch folder to write a file to. */
  nas_status (*scratch)(void *ctx, nas_text name, const nas_byte_sink *path, nas_error *);
  /* Hands a finished file to the store as an artifact of a trial; the file is moved. */
  nas_status (*keep)(void *ctx, uint64_t trial, nas_text name, nas_text path, nas_error *);
  /* The path of an artifact kept earlier; NAS_MISSING where there is none. */
  nas_status (*find)(void *ctx, uint64_t trial, nas_text name, const nas_byte_sink *path, nas_error *);
} nas_artifact_service;

typedef struct nas_dataset_service_r1 {    /* "nas.svc.dataset/1" */
  uint32_t struct_size, flags; void *ctx;
  nas_task task;
  uint64_t train, validation, test;        /* images */
  nas_text name;
} nas_dataset_service;

typedef struct nas_component_ref_r1 {
  uint32_t struct_size, reserved;
  const nas_component *component;          /* query it for abilities */
  const void *table;                       /* of the role */
  void *self;
} nas_component_ref;

typedef struct nas_space_service_r1 {      /* "nas.svc.space/1": the space of the study */
  uint32_t struct_size, flags; void *ctx;
  nas_component_ref space;
} nas_space_service;

typedef struct nas_component_service_r1 {  /* "nas.svc.component/1": what fills the component's slots */
  uint32_t struct_size, flags; void *ctx;
  uint64_t (*count)(void *ctx, nas_text slot);
  nas_status (*get)(void *ctx, nas_text slot, uint64_t index, nas_component_ref *, nas_error *);
} nas_component_service;

/* A module is a network with weights, held by the host. */
typedef struct nas_epoch_r1 {
  uint32_t struct_size, epoch;             /* epoch counts from 1 */
  double step, train_loss, train_accuracy, validation_loss, validation_accuracy, seconds;
  double validation_top5, images_per_second, peak_memory; /* bytes; not a number where nothing was measured */
} nas_epoch;

typedef struct nas_validation_r1 {
  uint32_t struct_size, reserved;
  double loss, accuracy, top5;             /* mean cross-entropy; shares of 0 to 1 */
} nas_validation;

typedef struct nas_training_service_r1 {   /* "nas.svc.training/1" */
  uint32_t struct_size, flags; void *ctx;
  /* network: the flat buffer described below. */
  nas_status (*create)(void *ctx, nas_bytes network, uint64_t seed, void **module, nas_error *);
  void (*destroy)(void *ctx, void *module);
  /* Takes over what fits from a weights file, by node id and shape; says how many tensors were taken. */
  nas_status (*inherit)(void *ctx, void *module, nas_text path, uint64_t *taken, uint64_t *left, nas_error *);
  /* Trains on the training split by a recipe. report is called after each epoch and answers 1 to stop. */
  nas_status (*train)(void *ctx, void *module, const nas_configuration *recipe, uint64_t seed, double amount,
                      uint32_t unit, void *report_ctx, uint32_t (*report)(void *, const nas_epoch *), nas_error *);
  /* split: 0 training, 1 validation, 2 test. */
  nas_status (*validate)(void *ctx, void *module, uint32_t split, nas_validation *, nas_error *);
  nas_status (*save)(void *ctx, void *module, nas_text path, nas_error *);
} nas_training_service;

#define NAS_TENSOR_NONE 0u
#define NAS_TENSOR_TENSOR 1u
#define NAS_TENSOR_INTEGER 2u
#define NAS_TENSOR_REAL 3u
#define NAS_TENSOR_BOOLEAN 4u
#define NAS_TENSOR_INTEGERS 5u
#define NAS_TENSOR_TENSORS 6u
#define NAS_TENSOR_TYPE 7u                 /* integer is a NAS_DTYPE_* */
#define NAS_TENSOR_TEXT 8u
#define NAS_DTYPE_UINT8 0u
#define NAS_DTYPE_INT64 4u
#define NAS_DTYPE_FLOAT 6u
#define NAS_DTYPE_DOUBLE 7u

typedef struct nas_argument_r1 {
  uint32_t kind, reserved;
  int64_t integer;
  double real;
  const void *data;                        /* a tensor handle, or an array of int64_t or of handles, or UTF-8 */
  uint64_t count;
} nas_argument;

typedef struct nas_tensor_service_r1 {     /* "nas.svc.tensor/1": libtorch through its own dispatcher */
  uint32_t struct_size, flags; void *ctx;
  /* Calls an operator such as "aten::conv2d" (overload after a dot); left-out trailing arguments take their defaults.
   * results has room for *result_count; tensors among them are new handles that the caller releases. */
  nas_status (*call)(void *ctx, nas_text name, const nas_argument *, uint64_t count, nas_argument *results,
                     uint64_t *result_count, nas_error *);
  nas_status (*make)(void *ctx, uint32_t dtype, const int64_t *shape, uint64_t rank, const void *data, void **tensor, nas_error *);
  nas_status (*shape)(void *ctx, void *tensor, uint32_t *dtype, int64_t *shape, uint64_t *rank, nas_error *);
  nas_status (*read)(void *ctx, void *tensor, void *data, uint64_t bytes, nas_error *);
  void (*release)(void *ctx, void *tensor);
  nas_status (*requires_gradient)(void *ctx, void *tensor, uint32_t required, nas_error *);
  nas_status (*backward)(void *ctx, void *tensor, nas_error *);
  nas_status (*gradient)(void *ctx, void *tensor, void **gradient, nas_error *); /* NULL where there is none */
  uint32_t (*gradient_enabled)(void *ctx, uint32_t enabled); /* answers what it was, so that scopes can nest */
} nas_tensor_service;

/* ---- the network buffer ------------------------------------------------------------------------------------- *
 * Little-endian, one block, every offset checked by the reader:
 *   nas_network_header
 *   node_count       x nas_network_node
 *   input_count      x int32_t      node indices
 *   attribute_count  x int64_t      integers; a real is its IEEE bit pattern
 *   cell_words       x int32_t      per cell: name offset, name length, inputs n, outputs n, edges n, inputs..., outputs...,
 *                                   then from, to, choice per edge
 *   override_count   x nas_network_override
 *   text_length      x uint8_t      ids, names and keys
 */
#define NAS_NETWORK_MAGIC 0x314E534Eu /* "NSN1" */

typedef struct nas_network_header_r1 {
  uint32_t magic, header_size, node_size, node_count;
  uint32_t input_count, attribute_count, cell_count, cell_words;
  uint32_t override_count, text_length, reserved0, reserved1;
} nas_network_header;

typedef struct nas_network_node_r1 {
  uint32_t operation;                      /* NAS_OP_* */
  uint32_t id_offset, id_length;
  uint32_t first_input, input_count;
  uint32_t first_attribute, attribute_count, reserved;
} nas_network_node;

typedef struct nas_network_override_r1 { uint32_t key_offset, key_length; double value; } nas_network_override;

/* Attributes stand after each operation, in order. */
#define NAS_OP_INPUT 0u
#define NAS_OP_CONV2D 1u            /* channels, kernel h w, stride h w, padding h w, dilation h w, groups, bias */
#define NAS_OP_LINEAR 2u            /* features, bias */
#define NAS_OP_BATCH_NORM 3u        /* affine */
#define NAS_OP_RELU 4u
#define NAS_OP_RELU6 5u
#define NAS_OP_HARD_SWISH 6u
#define NAS_OP_SIGMOID 7u
#define NAS_OP_TANH 8u
#define NAS_OP_MAX_POOL 9u          /* kernel h w, stride h w, padding h w */
#define NAS_OP_AVG_POOL 10u         /* kernel h w, stride h w, padding h w, count padding */
#define NAS_OP_GLOBAL_AVG_POOL 11u
#define NAS_OP_ADD 12u
#define NAS_OP_MULTIPLY 13u
#define NAS_OP_CONCAT 14u
#define NAS_OP_SLICE 15u            /* start, count */
#define NAS_OP_PAD_CHANNELS 16u     /* channels */
#define NAS_OP_TRUNCATE_CHANNELS 17u /* channels */
#define NAS_OP_RESIZE_NEAREST 18u   /* height, width */
#define NAS_OP_CHANNEL_SHUFFLE 19u  /* groups */
#define NAS_OP_IDENTITY 20u
#define NAS_OP_ZERO 21u             /* stride */
#define NAS_OP_DROPOUT 22u          /* probability */
#define NAS_OP_DROP_PATH 23u        /* probability */
#define NAS_OP_AUXILIARY_OUTPUT 24u /* weight */
#define NAS_OP_CHOICE 25u           /* decision, then per alternative: kind, first node, end node */
#define NAS_OP_PAD 26u              /* rows above, columns left, rows below, columns right; negative: taken away */
#define NAS_ALTERNATIVE_WEIGHTED 0
#define NAS_ALTERNATIVE_POOL 1
#define NAS_ALTERNATIVE_SKIP 2
#define NAS_ALTERNATIVE_NONE 3

#ifdef __cplusplus
}
#endif
#endif
