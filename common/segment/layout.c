#include "common/segment/layout.h"

#define KIND(a, b, c, d, may_lack)                                             \
    {                                                                          \
        {a, b, c, d, 0}, CHUNK_ID(a, b, c, d), may_lack                        \
    }

const struct chunk_kind CHUNK_KINDS[CHUNKS_KNOWN] = {
    [CHUNK_META] = KIND('M', 'E', 'T', 'A', 0),
    [CHUNK_TERM] = KIND('T', 'E', 'R', 'M', 0),
    [CHUNK_TIDX] = KIND('T', 'I', 'D', 'X', 0),
    [CHUNK_THSH] = KIND('T', 'H', 'S', 'H', 0),
    [CHUNK_CAPS] = KIND('C', 'A', 'P', 'S', 1),
    [CHUNK_NAME] = KIND('N', 'A', 'M', 'E', 1),
    [CHUNK_NIDX] = KIND('N', 'I', 'D', 'X', 1),
    [CHUNK_DOCS] = KIND('D', 'O', 'C', 'S', 0),
    [CHUNK_SKIP] = KIND('S', 'K', 'I', 'P', 0),
    [CHUNK_POSI] = KIND('P', 'O', 'S', 'I', 0),
    [CHUNK_BITS] = KIND('B', 'I', 'T', 'S', 0),
    [CHUNK_STEM] = KIND('S', 'T', 'E', 'M', 1),
    [CHUNK_SIDX] = KIND('S', 'I', 'D', 'X', 1),
    [CHUNK_SHSH] = KIND('S', 'H', 'S', 'H', 1),
    [CHUNK_GRPS] = KIND('G', 'R', 'P', 'S', 1),
    [CHUNK_PAIR] = KIND('P', 'A', 'I', 'R', 1),
    [CHUNK_PIDX] = KIND('P', 'I', 'D', 'X', 1),
    [CHUNK_PHSH] = KIND('P', 'H', 'S', 'H', 1),
    [CHUNK_LENG] = KIND('L', 'E', 'N', 'G', 0),
    [CHUNK_WLEN] = KIND('W', 'L', 'E', 'N', 0),
    [CHUNK_DATE] = KIND('D', 'A', 'T', 'E', 0),
    [CHUNK_SRCE] = KIND('S', 'R', 'C', 'E', 0),
    [CHUNK_SRCN] = KIND('S', 'R', 'C', 'N', 0),
    [CHUNK_HASH] = KIND('H', 'A', 'S', 'H', 0),
    [CHUNK_TEND] = KIND('T', 'E', 'N', 'D', 0),
    [CHUNK_ZONE] = KIND('Z', 'O', 'N', 'E', 0),
    [CHUNK_ZOFF] = KIND('Z', 'O', 'F', 'F', 0),
    [CHUNK_STOR] = KIND('S', 'T', 'O', 'R', 1),
    [CHUNK_SFRM] = KIND('S', 'F', 'R', 'M', 1),
    [CHUNK_SDOC] = KIND('S', 'D', 'O', 'C', 1),
    [CHUNK_SDIC] = KIND('S', 'D', 'I', 'C', 1),
    [CHUNK_IDTX] = KIND('I', 'D', 'T', 'X', 0),
    [CHUNK_IDOF] = KIND('I', 'D', 'O', 'F', 0),
    [CHUNK_IDSO] = KIND('I', 'D', 'S', 'O', 0),
    [CHUNK_SIGN] = KIND('S', 'I', 'G', 'N', 1),
    [CHUNK_CLUS] = KIND('C', 'L', 'U', 'S', 1),
    [CHUNK_REPT] = KIND('R', 'E', 'P', 'T', 1),
};
