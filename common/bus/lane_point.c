/* lane_point.c - a keyed permutation of every hundred seeds.
 *
 * Randomisation in permuted blocks, as trials assign their patients (Pocock,
 * Clinical Trials, 1983, ch. 5). The permutation of a block's hundred places
 * is a Feistel network on two decimal digits (Black, Rogaway, Ciphers with
 * arbitrary finite domains, 2002), keyed by the SipHash of service and block.
 */
#include "common/bus/lane_point.h"

#include "common/base/ids.h"

#include <string.h>

#define BLOCK 100u
#define ROUNDS 4u
#define NAME_BYTES 24

static uint64_t block_hash(
    const uint8_t key[16], const char *service, uint64_t block)
{
	char text[NAME_BYTES + 8] = {0};

	memcpy(text, service, strnlen(service, NAME_BYTES - 1));
	for (unsigned i = 0; i < 8; i++)
		text[NAME_BYTES + i] = (char)(block >> (56 - 8 * i));
	return ids_siphash(key, text, sizeof text);
}

/* The n-th number below `below` that follows from a block's hash: SplitMix64
 * (Steele, Lea, Flood 2014), its upper bits scaled. */
static unsigned number(uint64_t hash, unsigned n, unsigned below)
{
	uint64_t z = hash + (n + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return (unsigned)(((z >> 32) * below) >> 32);
}

unsigned lane_point(const uint8_t key[16], const char *service, uint64_t seed)
{
	uint64_t hash = block_hash(key, service, seed / BLOCK);
	unsigned place = (unsigned)(seed % BLOCK);
	unsigned left = place / 10, right = place % 10;

	for (unsigned round = 0; round < ROUNDS; round++) {
		unsigned was = right;

		right = (left + number(hash, 10 * round + right, 10)) % 10;
		left = was;
	}
	/* The place is the whole percent, chance the fraction. */
	return (10 * left + right) * BLOCK +
	       number(hash, 10 * ROUNDS + place, BLOCK);
}
