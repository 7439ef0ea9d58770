// import.test.ts - files as uploads, and what can be taken back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { UndoStack } from "../../../services/web/src/app/undostack";
import { batchesOf, formatOf, type Found, TOGETHER_BYTES, TOGETHER_FILES } from "../../../services/web/src/pages/import/batches";

const found = (format: Found["format"], size = 10): Found =>
	({ file: { size } as File, path: "folder/a", format });
let n = 0;
const newId = () => `id-${++n}`;

test("a file is what its first bytes are", () => {
	assert.equal(formatOf("From a@b Thu Jan  1 00:00:00 1970\n"), "mbox");
	assert.equal(formatOf("Return-Path: <a@b>\r\n"), "message");
	assert.equal(formatOf("\r\nSubject: x"), "message");
	assert.equal(formatOf("\uFEFFSubject : x"), "message");
	for (const other of ["", "\x89PNG\r\n", "<!DOCTYPE html>", "Dear Anna, what: no", "PK\x03\x04"])
		assert.equal(formatOf(other), null, JSON.stringify(other));
});

test("mailboxes go alone, messages together", () => {
	const batches = batchesOf([found("message"), found("mbox"), found("message")], newId);
	assert.deepEqual(batches.map((b) => b.files.map((f) => f.format)), [["message", "message"], ["mbox"]]);
	assert.equal(new Set(batches.map((b) => b.id)).size, 2);
});

test("a batch has at most so many messages and bytes", () => {
	const many = batchesOf(Array.from({ length: TOGETHER_FILES + 1 }, () => found("message")), newId);
	assert.deepEqual(many.map((b) => b.files.length), [TOGETHER_FILES, 1]);
	const big = batchesOf([found("message", TOGETHER_BYTES), found("message"), found("message", 2 * TOGETHER_BYTES)], newId);
	assert.deepEqual(big.map((b) => b.bytes), [TOGETHER_BYTES, 10, 2 * TOGETHER_BYTES]);
});

test("a deed is taken back once, the newest first", () => {
	const stack = new UndoStack();
	const back = async () => undefined;
	const first = stack.push(back);
	const second = stack.push(back);
	assert.equal(stack.take(second), back);
	assert.equal(stack.take(second), undefined);
	assert.equal(stack.pop(), back);
	assert.equal(stack.take(first), undefined);
	assert.equal(stack.pop(), undefined);
});

test("at most fifty deeds are remembered", () => {
	const stack = new UndoStack();
	const all = Array.from({ length: 51 }, () => stack.push(async () => undefined));
	assert.equal(stack.take(all[0] as number), undefined);
	assert.notEqual(stack.take(all[1] as number), undefined);
});
