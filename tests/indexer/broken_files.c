#include "tests/indexer/broken_files.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/manifest.h"

/* ---- files ---- */

void put_file(const char *folder, const char *name, struct bytes bytes)
{
    char *const path = file_join(folder, name);
    ck_assert_ptr_nonnull(path);
    /* A fresh file: some file systems wait for the disk when one is cut to
     * nothing and written anew, and the tests do that a hundred thousand times.
     */
    ck_assert_int_eq(file_remove(path, NULL), ST_OK);
    FILE *const f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(bytes.n ? fwrite(bytes.p, 1, bytes.n, f) : 0, bytes.n);
    ck_assert_int_eq(fclose(f), 0);
    mem_free(path);
}

void get_file(const char *folder, const char *name, struct buf *out)
{
    char *const path = file_join(folder, name);
    ck_assert_ptr_nonnull(path);
    buf_clear(out);
    ck_assert_int_eq(file_read(path, SIZE_MAX, out, NULL), ST_OK);
    mem_free(path);
}

/* ---- images ---- */

void image_open(struct image *m, const char *folder, uint32_t number,
                const char *lang)
{
    char name[SEGMENT_NAME];
    *m = (struct image){.folder = folder, .number = number};
    snprintf(m->lang, sizeof(m->lang), "%s", lang);
    get_file(folder, segment_name(number, name), &m->sound);
    image_reset(m);
}

void image_release(struct image *m)
{
    buf_release(&m->bytes);
    buf_release(&m->sound);
}

void image_reset(struct image *m)
{
    buf_clear(&m->bytes);
    ck_assert(buf_append(&m->bytes, m->sound.p, m->sound.n));
}

/* The table of chunks of the sound file. */
static size_t table_at(const struct image *m, uint32_t *chunks)
{
    const uint8_t *const footer = m->sound.p + m->sound.n - SEGMENT_FOOTER_SIZE;
    *chunks = get_u32le(footer + 16);
    return get_u64le(footer);
}

bool image_has_chunk(const struct image *m, enum chunk chunk)
{
    uint32_t chunks;
    const uint8_t *entry = m->sound.p + table_at(m, &chunks);
    for (; chunks--; entry += CHUNK_ENTRY_SIZE)
        if (get_u32le(entry) == CHUNK_KINDS[chunk].id)
            return true;
    return false;
}

struct image_chunk image_chunk(const struct image *m, enum chunk chunk)
{
    uint32_t chunks;
    const uint8_t *entry = m->sound.p + table_at(m, &chunks);
    for (; chunks--; entry += CHUNK_ENTRY_SIZE)
        if (get_u32le(entry) == CHUNK_KINDS[chunk].id)
            return (struct image_chunk){get_u64le(entry + 8),
                                        get_u64le(entry + 16)};
    ck_abort_msg("no chunk %s", CHUNK_KINDS[chunk].name);
}

void image_write(const struct image *m)
{
    char name[SEGMENT_NAME];
    put_file(m->folder, segment_name(m->number, name), buf_bytes(&m->bytes));
}

/* ---- forging ---- */

static void forge_pages(struct image *m)
{
    uint32_t chunks;
    const size_t table = table_at(m, &chunks);
    const uint8_t *const sound = m->sound.p + table;
    uint8_t *entry = m->bytes.p + table;
    uint8_t *sums = entry + (size_t)chunks * CHUNK_ENTRY_SIZE;
    for (uint32_t i = 0; i < chunks; i++, entry += CHUNK_ENTRY_SIZE) {
        const uint8_t *const was = sound + (size_t)i * CHUNK_ENTRY_SIZE;
        const uint32_t pages = get_u32le(was + 4);
        const size_t at = get_u64le(was + 8), size = get_u64le(was + 16);
        const size_t hashed =
            (size + CHUNK_ALIGN - 1) & ~(size_t)(CHUNK_ALIGN - 1);
        for (uint32_t page = 0; page < pages; page++) {
            const size_t from = (size_t)page * PAGE_SIZE;
            const size_t n = MIN(hashed - from, (size_t)PAGE_SIZE);
            put_u64le(sums + 8 * (size_t)page,
                      hash64(m->bytes.p + at + from, n));
        }
        put_u64le(entry + 24, hash64(sums, 8 * (size_t)pages));
        sums += 8 * (size_t)pages;
    }
}

static void forge_manifest(const struct image *m, uint32_t docs,
                           uint64_t toc_hash)
{
    struct buf b = BUF_INIT;
    buf_printf(&b, "dateline-manifest 3\ngeneration 1\nnext %" PRIu32 "\n",
               m->number + 1);
    buf_printf(&b, "language %s\n", m->lang);
    buf_printf(&b, "segment %" PRIu32 " %" PRIu32 " %zu %016" PRIx64 "\n",
               m->number, docs, m->bytes.n, toc_hash);
    ck_assert(buf_printf(&b, "checksum %016" PRIx64 "\n", hash64(b.p, b.n)));
    put_file(m->folder, MANIFEST_NAME, buf_bytes(&b));
    buf_release(&b);
}

void image_write_forged(struct image *m)
{
    uint32_t chunks;
    uint8_t *const p = m->bytes.p;
    const size_t table = table_at(m, &chunks);
    uint8_t *const footer = p + m->bytes.n - SEGMENT_FOOTER_SIZE;
    const size_t table_size = m->sound.n - SEGMENT_FOOTER_SIZE - table;
    put_u64le(p + 56, hash64(p, 56));
    forge_pages(m);
    put_u64le(footer + 24, hash64(p + table, table_size));
    put_u64le(footer + 48, hash64(footer, 48));
    image_write(m);
    forge_manifest(m, get_u32le(p + image_chunk(m, CHUNK_META).at),
                   get_u64le(footer + 24));
}
