/* types.def.h - what the type column of an option table becomes: the C type of
 * the member, and fields of the struct config_option. A new type also needs
 * its value in enum config_type and its cases in the .c files here. */
#ifndef CONFIG_TYPES_DEF_H
#define CONFIG_TYPES_DEF_H

#define CONFIG_C_STR const char *
#define CONFIG_C_PATH const char *
#define CONFIG_C_URL const char *
#define CONFIG_C_SECRET const char *
#define CONFIG_C_I64(lo, hi) int64_t
#define CONFIG_C_F64(lo, hi) double
#define CONFIG_C_MS(lo, hi) int64_t
#define CONFIG_C_BYTES(lo, hi) int64_t
#define CONFIG_C_BOOL bool
#define CONFIG_C_ENUM int
#define CONFIG_T_STR .type = CONFIG_STR
#define CONFIG_T_PATH .type = CONFIG_PATH
#define CONFIG_T_URL .type = CONFIG_URL
#define CONFIG_T_SECRET .type = CONFIG_SECRET
#define CONFIG_T_I64(lo, hi) .type = CONFIG_I64, .min = (lo), .max = (hi)
#define CONFIG_T_F64(lo, hi) .type = CONFIG_F64, .least = (lo), .most = (hi)
#define CONFIG_T_MS(lo, hi) .type = CONFIG_MS, .min = (lo), .max = (hi)
#define CONFIG_T_BYTES(lo, hi) .type = CONFIG_BYTES, .min = (lo), .max = (hi)
#define CONFIG_T_BOOL .type = CONFIG_BOOL
#define CONFIG_T_ENUM .type = CONFIG_ENUM

#endif
