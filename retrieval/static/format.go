package static

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"math"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Both files start with four bytes of magic, a version and the CRC-32C of all
// that follows; numbers are little-endian and 32 bits wide unless said.
//
// vectors.bin (RVEC): the counts of words, dimensions and bytes of text; then
// for the words, sorted: words+1 offsets into the text, ranks, scales
// (float32), dimensions × int8 to be multiplied by the scale; then the text.
//
// wordnet.bin (RSYN): the counts of words and of list entries; words+1 starts,
// counted in entries; then entries of 16 bits: kind<<8|length, followed by so
// many positions in the vocabulary (for the kind parent: numbers of meanings),
// as often as the word has kinds.
const version = 1

//go:embed vectors.bin
var vectorData string

//go:embed wordnet.bin
var relationData string

// Kinds of relation.
const (
	synonym  = iota
	derived  // arrive, arrival
	opposite // increase, decrease
	parent   // numbers of broader meanings, not positions in the vocabulary
)

// tables is the parsed form of both files; its strings share their memory.
type tables struct {
	n, dims                        int
	offsets, ranks, scales, starts string
	numbers                        []int8
	text, lists                    string
}

// load checks the embedded files once for all models. They are part of the
// binary, so a mismatch is a mistake of the build and panics.
var load = sync.OnceValue(func() *tables {
	v := unseal("RVEC", vectorData)
	t := &tables{n: int(u32(v, 0)), dims: int(u32(v, 1))}
	textLen := int(u32(v, 2))
	rest := v[12:]
	cut := func(n int) string {
		part := rest[:n]
		rest = rest[n:]
		return part
	}
	t.offsets = cut(4 * (t.n + 1))
	t.ranks = cut(4 * t.n)
	t.scales = cut(4 * t.n)
	numbers := cut(t.n * t.dims)
	t.numbers = unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(numbers))), len(numbers)) // read only
	t.text = cut(textLen)

	r := unseal("RSYN", relationData)
	if int(u32(r, 0)) != t.n {
		panic("static: vectors.bin and wordnet.bin are of different builds")
	}
	rest = r[8:]
	t.starts = cut(4 * (t.n + 1))
	t.lists = rest
	return t
})

func unseal(magic, data string) string {
	if len(data) < 24 || data[:4] != magic || u32(data, 1) != version {
		panic(fmt.Sprintf("static: embedded data is not %s version %d", magic, version))
	}
	body := data[12:]
	bytes := unsafe.Slice(unsafe.StringData(body), len(body)) // read only
	if crc32.Checksum(bytes, crc32.MakeTable(crc32.Castagnoli)) != u32(data, 2) {
		panic(fmt.Sprintf("static: checksum of the embedded %s data does not match", magic))
	}
	return body
}

// u32 returns the i-th 32-bit number of s.
func u32(s string, i int) uint32 {
	b := s[4*i : 4*i+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func (t *tables) word(i int) string {
	return t.text[u32(t.offsets, i):u32(t.offsets, i+1)]
}

// find returns the position of a folded word, -1 when it is not known.
func (t *tables) find(word string) int {
	slot := &places[maphash.String(handleSeed, word)%uint64(len(places))]
	if known := slot.Load(); known != nil && known.word == word {
		return int(known.at)
	}
	i := sort.Search(t.n, func(i int) bool { return t.word(i) >= word })
	if i == t.n || t.word(i) != word {
		i = -1
	}
	slot.Store(&placeOf{strings.Clone(word), int32(i)})
	return i
}

// placeOf is a word with its position.
type placeOf struct {
	word string
	at   int32
}

// places keeps the positions of the words looked for last, as handles does for
// handles.
var places [1 << 14]atomic.Pointer[placeOf]

// vector returns the numbers of word i, and what to multiply them with.
func (t *tables) vector(i int) ([]int8, float32) {
	return t.numbers[i*t.dims : (i+1)*t.dims], math.Float32frombits(u32(t.scales, i))
}

// related returns the positions that stand in the given relation to word i.
func (t *tables) related(i, kind int) []int {
	list := t.lists[2*u32(t.starts, i) : 2*u32(t.starts, i+1)]
	for len(list) > 0 {
		n := int(list[0])
		if int(list[1]) != kind {
			list = list[2+2*n:]
			continue
		}
		out := make([]int, n)
		for k := range out {
			out[k] = int(binary.LittleEndian.Uint16([]byte(list[2+2*k : 4+2*k])))
		}
		return out
	}
	return nil
}
