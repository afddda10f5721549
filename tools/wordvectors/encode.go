package main

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
)

// The formats are described in retrieval/static/format.go, which reads them.

func encodeVectors(words []word) []byte {
	var text, offsets, ranks, scales, numbers []byte
	for _, w := range words {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(text)))
		text = append(text, w.text...)
		ranks = binary.LittleEndian.AppendUint32(ranks, uint32(w.rank))
		largest := 1e-9
		for _, x := range w.vector {
			largest = max(largest, math.Abs(x))
		}
		scale := largest / 127
		scales = binary.LittleEndian.AppendUint32(scales, math.Float32bits(float32(scale)))
		for _, x := range w.vector {
			numbers = append(numbers, byte(int8(math.Round(x/scale))))
		}
	}
	offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(text)))
	return seal("RVEC", []uint32{uint32(len(words)), dims, uint32(len(text))},
		offsets, ranks, scales, numbers, text)
}

func encodeRelations(relations []relation) []byte {
	var starts, list []byte
	entries := uint32(0)
	for _, r := range relations {
		starts = binary.LittleEndian.AppendUint32(starts, entries)
		for kind, ids := range [][]int{r.synonyms, r.derived, r.opposites, r.parents} {
			if len(ids) == 0 {
				continue
			}
			list = binary.LittleEndian.AppendUint16(list, uint16(kind<<8|len(ids)))
			for _, id := range ids {
				list = binary.LittleEndian.AppendUint16(list, uint16(id))
			}
			entries += uint32(len(ids) + 1)
		}
	}
	starts = binary.LittleEndian.AppendUint32(starts, entries)
	return seal("RSYN", []uint32{uint32(len(relations)), entries}, starts, list)
}

// seal joins the parts behind the header: magic, version, CRC-32C of all that
// follows it, and the counts.
func seal(magic string, counts []uint32, parts ...[]byte) []byte {
	var body []byte
	for _, c := range counts {
		body = binary.LittleEndian.AppendUint32(body, c)
	}
	body = append(body, bytes.Join(parts, nil)...)
	out := append([]byte(magic), 1, 0, 0, 0)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
	return append(out, body...)
}
