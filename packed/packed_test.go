package packed_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/packed"
)

type record struct {
	Name  string
	Count int
	Term  uint32
	On    bool
	List  []float32
	Terms []uint32
	Block string
	Inner []record
}

func write(w *packed.Writer, r *record) {
	w.String(r.Name)
	w.Int(r.Count)
	w.Uint32(r.Term)
	w.Bool(r.On)
	w.Floats(r.List)
	w.Uint32s(r.Terms)
	w.Block([]byte(r.Block))
	packed.WriteList(w, r.Inner, func(i *record) { write(w, i) })
}

func read(r *packed.Reader, to *record) {
	to.Name, to.Count, to.Term, to.On, to.List = r.String(), r.Int(), r.Uint32(), r.Bool(), r.Floats()
	to.Terms = r.Uint32s()
	to.Block = string(r.Block())
	to.Inner = packed.ReadList(r, func(i *record) { read(r, i) })
}

var records = []record{
	{},
	{Name: "", Count: math.MinInt, Term: math.MaxUint32, On: true, List: []float32{0, -1.5, float32(math.Inf(1))}},
	{Name: "twice", Count: math.MaxInt, Inner: []record{{Name: "twice"}, {Name: strings.Repeat("ö", 300), Inner: []record{{Count: -1}}}}},
	{Name: "twice", Block: "bytes", Terms: []uint32{0, 127, 128, math.MaxUint32}},
}

func TestBack(t *testing.T) {
	var w packed.Writer
	packed.WriteList(&w, records, func(r *record) { write(&w, r) })
	r := packed.NewReader(w.Bytes())
	got := packed.ReadList(r, func(to *record) { read(r, to) })
	if diff := cmp.Diff(records, got); diff != "" || r.Err() != nil {
		t.Errorf("read back, %v (-written +read):\n%s", r.Err(), diff)
	}
	if r.Int(); !errors.Is(r.Err(), packed.ErrDamaged) {
		t.Errorf("reading on past the end: %v, want %v", r.Err(), packed.ErrDamaged)
	}
	for n := range w.Bytes() {
		r := packed.NewReader(w.Bytes()[:n])
		if packed.ReadList(r, func(to *record) { read(r, to) }); r.Err() == nil {
			t.Fatalf("the first %d of %d bytes are read without an error", n, len(w.Bytes()))
		}
	}
}

// FuzzReader: any bytes are read without a panic, and what they give can be
// written and read back.
func FuzzReader(f *testing.F) {
	var w packed.Writer
	packed.WriteList(&w, records, func(r *record) { write(&w, r) })
	f.Add(w.Bytes())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		r := packed.NewReader(data)
		list := packed.ReadList(r, func(to *record) { read(r, to) })
		if r.Err() != nil {
			return
		}
		var w packed.Writer
		packed.WriteList(&w, list, func(r *record) { write(&w, r) })
		back := packed.NewReader(w.Bytes())
		again := packed.ReadList(back, func(to *record) { read(back, to) })
		if len(list) != len(again) || back.Err() != nil {
			t.Errorf("%d records are written and %d read, %v", len(list), len(again), back.Err())
		}
	})
}
