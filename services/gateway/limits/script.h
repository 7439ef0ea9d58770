/* script.h - the script by which Redis grants leases, and its words. */
#ifndef GATEWAY_LIMIT_SCRIPT_H
#define GATEWAY_LIMIT_SCRIPT_H

#include "common/kv/kv.h"
#include "services/gateway/limits/limiter.h"

void limit_script_init(struct kv_script *s);
/* An operation of t: asks; the reply is for limit_script_read. */
void limit_script_ask(struct task *t, struct kv *kv, const struct kv_script *s,
    const struct limiter *l, const struct limit_ask *ask,
    struct kv_reply *reply_r);
/* 0, or -1 with ERR_BAD_PEER: not an answer to a question about n wishes. */
MUST_CHECK int limit_script_read(const struct kv_reply *reply, size_t n,
    struct limit_answer *answer_r, struct err *err);

#endif
