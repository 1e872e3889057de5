// SHA-256 (FIPS 180-4), for names and checksums of the compile cache.
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
} digest_sha256;

void digest_start(digest_sha256 *_Nonnull digest);
void digest_add(digest_sha256 *_Nonnull digest, const void *_Nullable bytes, size_t count);
void digest_finish(digest_sha256 *_Nonnull digest, uint8_t out[_Nonnull 32]);

#endif
