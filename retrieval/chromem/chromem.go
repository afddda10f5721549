// Package chromem keeps the vectors of passages in chromem-go: in memory, or
// in a directory so that vectors which cost money are made once.
//
// A directory holds one collection for each embedder, named after it, so that
// vectors of different models never mix; chromem-go writes one file a passage.
// Searches run over the same vectors laid side by side (retrieval.Vectors):
// chromem-go's own takes a lock for every passage, which is ten times the work.
// A passage whose text has not changed since is not embedded again. A
// directory must not be used by two processes at the same time.
package chromem

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"sync"

	chromem "github.com/philippgille/chromem-go"

	"rapporteur/retrieval"
)

// Leg is an exact vector index over an embedder. It implements retrieval.Leg.
type Leg struct {
	embedder retrieval.Embedder
	kept     bool // in a directory
	setAside error

	// mu makes Add and Remove one step for searches, and guards all below; the
	// collection's own lock covers one document at a time.
	mu         sync.RWMutex
	collection *chromem.Collection
	dims       int                // of the vectors held; 0 as long as there is none
	hashes     map[string]string  // content by key; chromem-go cannot list its keys
	zero       map[string]bool    // keys without a usable vector
	scan       *retrieval.Vectors // the usable vectors, to search in
}

// Config says where the vectors are kept.
type Config struct {
	Embedder retrieval.Embedder
	// Dir is the directory to keep vectors in, made when missing; "" keeps them
	// in memory only.
	Dir string
}

const (
	hashField = "sha256" // of header and text, in a document's metadata
	zeroField = "zero"   // set when the text had no known word
)

// embedBatch is how many texts are given to the embedder at once.
const embedBatch = 256

// New opens or makes the index. Files that cannot be read are set aside, since
// the articles are the truth and the vectors can be made again.
func New(cfg Config) (*Leg, error) {
	if cfg.Embedder == nil {
		return nil, errors.New("open vector index: no embedder")
	}
	if cfg.Dir == "" {
		return open(cfg)
	}
	l, err := open(cfg)
	if err == nil {
		return l, nil
	}
	broken := cfg.Dir + ".broken"
	if os.RemoveAll(broken) != nil || os.Rename(cfg.Dir, broken) != nil {
		return nil, err
	}
	l, again := open(cfg)
	if again != nil {
		return nil, again
	}
	l.setAside = err
	return l, nil
}

func open(cfg Config) (*Leg, error) {
	db := chromem.NewDB()
	if cfg.Dir != "" {
		var err error
		if db, err = chromem.NewPersistentDB(cfg.Dir, false); err != nil {
			return nil, fmt.Errorf("open vector index in %s: %w", cfg.Dir, err)
		}
	}
	collection, err := db.GetOrCreateCollection(cfg.Embedder.Name(), nil, refuse)
	if err != nil {
		return nil, fmt.Errorf("open vector index of %s: %w", cfg.Embedder.Name(), err)
	}
	l := &Leg{embedder: cfg.Embedder, kept: cfg.Dir != "", collection: collection, hashes: map[string]string{}, zero: map[string]bool{}, scan: retrieval.NewVectors(cfg.Embedder)}
	if err := l.list(); err != nil {
		return nil, fmt.Errorf("read vector index of %s: %w", cfg.Embedder.Name(), err)
	}
	return l, nil
}

// SetAside returns why the directory could not be read when it was opened; its
// contents were then moved to a directory of the same name with ".broken"
// behind it, and the index begins empty. Nil when all was well.
func (l *Leg) SetAside() error { return l.setAside }

// refuse stands in for chromem-go's own embedding, which takes one text at a
// time: all vectors are made here, in batches.
func refuse(context.Context, string) ([]float32, error) {
	return nil, errors.New("vectors are made before they are stored")
}

// markID names a document beside the passages that holds a vector of the right
// length: chromem-go can only list what it holds by a search for everything,
// and a search needs a vector.
const markID = "\x00mark"

// list learns the keys that an earlier run has stored.
func (l *Leg) list() error {
	if l.collection.Count() == 0 {
		return nil
	}
	mark, err := l.collection.GetByID(context.Background(), markID)
	if err != nil {
		return err
	}
	all, err := l.collection.QueryEmbedding(context.Background(), mark.Embedding, l.collection.Count(), nil, nil)
	if err != nil {
		return err
	}
	l.dims = len(mark.Embedding)
	for _, r := range all {
		if err := l.note(r.ID, r.Metadata, r.Embedding); err != nil {
			return err
		}
	}
	return nil
}

// note records a stored document.
func (l *Leg) note(key string, metadata map[string]string, vector []float32) error {
	if key == markID {
		return nil
	}
	l.hashes[key] = metadata[hashField]
	if metadata[zeroField] != "" {
		l.zero[key] = true
		return l.scan.Remove(context.Background(), []string{key})
	}
	delete(l.zero, key)
	return l.scan.Put([]string{key}, [][]float32{vector})
}

// Len returns the number of passages held.
func (l *Leg) Len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.hashes)
}

// Add indexes entries, replacing those whose keys it holds and leaving alone
// those that have not changed. When the embedder fails half-way, an index in a
// directory keeps the vectors made so far, so that trying again costs less.
func (l *Leg) Add(ctx context.Context, entries []retrieval.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var docs []chromem.Document
	var failed error
	for batch := range slices.Chunk(l.changed(entries), embedBatch) {
		made, err := l.embed(ctx, batch)
		if err != nil {
			failed = err
			break
		}
		docs = append(docs, made...)
	}
	if len(docs) == 0 || (failed != nil && !l.kept) {
		return failed
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return errors.Join(failed, l.store(context.WithoutCancel(ctx), docs))
}

// store puts the documents into the collection, all of one length.
func (l *Leg) store(ctx context.Context, docs []chromem.Document) error {
	dims := cmp.Or(l.dims, len(docs[0].Embedding))
	for _, d := range docs {
		if len(d.Embedding) != dims || dims == 0 {
			return fmt.Errorf("store vectors of %s: %d numbers in an index of %d", l.embedder.Name(), len(d.Embedding), dims)
		}
	}
	if l.dims == 0 {
		if err := l.collection.AddDocument(ctx, chromem.Document{ID: markID, Embedding: unit(dims)}); err != nil {
			return fmt.Errorf("store the first vector: %w", err)
		}
		l.dims = dims
	}
	if err := l.collection.AddDocuments(ctx, docs, runtime.GOMAXPROCS(0)); err != nil {
		return fmt.Errorf("store %d vectors: %w", len(docs), err)
	}
	for _, d := range docs {
		if err := l.note(d.ID, d.Metadata, d.Embedding); err != nil {
			return fmt.Errorf("store %d vectors: %w", len(docs), err)
		}
	}
	return nil
}

// unit returns a vector that has a direction.
func unit(dims int) []float32 {
	v := make([]float32, dims)
	v[0] = 1
	return v
}

// changed returns the entries to be embedded, the last one of each key.
func (l *Leg) changed(entries []retrieval.Entry) []retrieval.Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	last := make(map[string]int, len(entries))
	for i, e := range entries {
		last[e.Key] = i
	}
	var out []retrieval.Entry
	for i, e := range entries {
		if last[e.Key] == i && l.hashes[e.Key] != hash(e) {
			out = append(out, e)
		}
	}
	return out
}

func hash(e retrieval.Entry) string {
	sum := sha256.Sum256([]byte(e.Header + "\x00" + e.Text))
	return base64.RawStdEncoding.EncodeToString(sum[:])
}

func (l *Leg) embed(ctx context.Context, entries []retrieval.Entry) ([]chromem.Document, error) {
	vectors, err := retrieval.EmbedEntries(ctx, l.embedder, entries)
	if err != nil {
		return nil, err
	}
	docs := make([]chromem.Document, len(entries))
	for i, e := range entries {
		docs[i] = chromem.Document{ID: e.Key, Metadata: map[string]string{hashField: hash(e)}, Embedding: vectors[i]}
		if len(vectors[i]) > 0 && !usable(vectors[i]) {
			// chromem-go would divide by the length and store NaN, which poisons
			// the order of every search.
			docs[i].Metadata[zeroField] = "1"
			docs[i].Embedding = unit(len(vectors[i]))
		}
	}
	return docs, nil
}

// usable reports whether v has a direction.
func usable(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return sum > 1e-12 && !math.IsNaN(sum) && !math.IsInf(sum, 0)
}

// Remove forgets the passages with these keys; unknown keys are ignored.
func (l *Leg) Remove(ctx context.Context, keys []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	known := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return l.hashes[key] == "" })
	slices.Sort(known)
	known = slices.Compact(known)
	if len(known) == 0 {
		return nil // without ids, Delete would be an error
	}
	if err := l.collection.Delete(ctx, nil, nil, known...); err != nil {
		return fmt.Errorf("remove %d vectors: %w", len(known), err)
	}
	for _, key := range known {
		delete(l.hashes, key)
		delete(l.zero, key)
	}
	return l.scan.Remove(context.WithoutCancel(ctx), known)
}

// Prune removes the passages whose keys keep does not accept, those of an
// earlier run for instance.
func (l *Leg) Prune(ctx context.Context, keep func(key string) bool) error {
	l.mu.RLock()
	var gone []string
	for key := range l.hashes {
		if !keep(key) {
			gone = append(gone, key)
		}
	}
	l.mu.RUnlock()
	return l.Remove(ctx, gone)
}

// Search returns at most limit passages by cosine, best first, ties in order
// of key. Passages without a usable vector, and those that point away from the
// query, are left out.
func (l *Leg) Search(ctx context.Context, query string, limit int) ([]retrieval.Scored, error) {
	return l.SearchWhere(ctx, query, nil, limit, nil)
}

// SearchWhere is Search among the passages whose keys keep accepts; nil accepts
// all. The extra words are not used, as in retrieval.Vectors.
func (l *Leg) SearchWhere(ctx context.Context, query string, _ []string, limit int, keep func(key string) bool) ([]retrieval.Scored, error) {
	if limit <= 0 || l.Len() == 0 {
		return nil, ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	vectors, err := l.embedder.Embed(ctx, []string{query})
	if err != nil {
		return nil, fmt.Errorf("embed the query with %s: %w", l.embedder.Name(), err)
	}
	if len(vectors) != 1 {
		return nil, fmt.Errorf("embed the query with %s: %d vectors for one text", l.embedder.Name(), len(vectors))
	}
	if !usable(vectors[0]) {
		return nil, nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	found, err := l.scan.Nearest(vectors[0], limit, keep)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	return found, nil
}

// Vectors returns what the leg holds, in no order; nil when it keeps them in a
// directory.
func (l *Leg) Vectors() []retrieval.Vector {
	if l.kept {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	out := make([]retrieval.Vector, 0, len(l.hashes))
	for key := range l.zero {
		out = append(out, retrieval.Vector{Key: key, Hash: l.hashes[key], Empty: true, Numbers: unit(l.dims)})
	}
	l.scan.Each(func(key string, vector []float32) bool {
		out = append(out, retrieval.Vector{Key: key, Hash: l.hashes[key], Numbers: slices.Clone(vector)})
		return true
	})
	return out
}

// Restore puts vectors back that a leg in memory held. A leg in a directory has
// them already.
func (l *Leg) Restore(ctx context.Context, vectors []retrieval.Vector) error {
	if err := ctx.Err(); err != nil || l.kept || len(vectors) == 0 {
		return err
	}
	docs := make([]chromem.Document, len(vectors))
	for i, v := range vectors {
		docs[i] = chromem.Document{ID: v.Key, Metadata: map[string]string{hashField: v.Hash}, Embedding: v.Numbers}
		if v.Empty {
			docs[i].Metadata[zeroField] = "1"
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.store(context.WithoutCancel(ctx), docs)
}
