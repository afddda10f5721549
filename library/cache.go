package library

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"rapporteur/corpus"
)

// cacheFile lies in the folder of the cache: eight bytes of magic, the length of
// the manifest as 32 bits, the manifest as JSON, and the sections that it lists,
// one behind the other.
const (
	cacheFile  = "derived.bin"
	cacheMagic = "RAPDERIV"
	// maxManifest bounds what is read of a damaged file.
	maxManifest = 1 << 20
)

// manifest says what the sections are derived from, and by whom.
type manifest struct {
	Program  string    `json:"program"`  // hash of the program; another one may derive in another way
	Articles int       `json:"articles"` // how many
	Digest   string    `json:"digest"`   // of their keys, in order
	Written  time.Time `json:"written"`
	Sections []section `json:"sections"`
}

// section is a part of the file, with its CRC-32C.
type section struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"crc32c"`
}

// The sections in their order.
var sectionNames = [...]string{"base", "added", "index"}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// keepEvery is how often the cache follows at most: writing it is the work of a
// second where there are many articles.
const keepEvery = 30 * time.Second

// cache is the folder. Nil keeps nothing. The library's turn guards it.
type cache struct {
	dir     string
	written time.Time
	owed    func() error // what is to be written later; nil for nothing
}

func openCache(dir string) *cache {
	c := &cache{dir: dir}
	c.tidy()
	return c
}

// kept is what was found in the folder; nil when there was nothing of use.
type kept struct {
	manifest manifest
	sections [len(sectionNames)][]byte
}

// read returns what the folder holds, nil when that is nothing sound of this
// program.
func (c *cache) read() *kept {
	if c == nil {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(c.dir, cacheFile))
	if err != nil {
		return nil
	}
	k, err := parseCache(data)
	if err != nil || k.manifest.Program == "" || k.manifest.Program != program() {
		return nil
	}
	return k
}

var errCache = errors.New("what was derived is damaged")

// parseCache takes a file apart.
func parseCache(data []byte) (*kept, error) {
	const head = len(cacheMagic) + 4
	if len(data) < head || string(data[:len(cacheMagic)]) != cacheMagic {
		return nil, errCache
	}
	size := int(binary.LittleEndian.Uint32(data[len(cacheMagic):]))
	if size > maxManifest || size > len(data)-head {
		return nil, errCache
	}
	k := &kept{}
	if err := json.Unmarshal(data[head:head+size], &k.manifest); err != nil || len(k.manifest.Sections) != len(sectionNames) {
		return nil, errCache
	}
	rest := data[head+size:]
	for i, s := range k.manifest.Sections {
		if s.Name != sectionNames[i] || s.Size < 0 || s.Size > int64(len(rest)) || crc32.Checksum(rest[:s.Size], castagnoli) != s.Sum {
			return nil, errCache
		}
		k.sections[i], rest = rest[:s.Size], rest[s.Size:]
	}
	return k, nil
}

// derived returns what was derived from the base (0) or the added articles (1);
// nil when there is nothing of use.
func (k *kept) derived(section int) *corpus.Derived {
	if k == nil {
		return nil
	}
	d, err := corpus.ReadDerived(k.sections[section])
	if err != nil {
		return nil
	}
	return d
}

// index returns what retrieval.Restore takes, nil when there is nothing.
func (k *kept) index() []byte {
	if k == nil || len(k.sections[2]) == 0 {
		return nil
	}
	return k.sections[2]
}

// isOf reports that all of it is of these articles.
func (k *kept) isOf(articles []*corpus.Article) bool {
	return k != nil && k.manifest.Digest == digest(articles)
}

func digest(articles []*corpus.Article) string {
	h := sha256.New()
	for _, a := range articles {
		io.WriteString(h, a.Key())
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// write keeps what follows from the articles: now, or, when that was done a
// moment ago, later.
func (c *cache) write(s *Snapshot, p parts) error {
	if c == nil {
		return nil
	}
	c.owed = func() error { return c.replace(s, p) }
	if time.Since(c.written) < keepEvery {
		return nil
	}
	return c.flush()
}

// flush writes what is owed.
func (c *cache) flush() error {
	if c == nil || c.owed == nil {
		return nil
	}
	err := c.owed()
	if err == nil {
		c.owed = nil
	}
	c.written = time.Now()
	return err
}

// replace writes a file and puts it in the place of the one before; without an
// index where there is no snapshot yet. A file that a crash leaves behind half is
// not taken for one: it has another name, or wrong checksums.
func (c *cache) replace(s *Snapshot, p parts) (err error) {
	if c == nil {
		return nil
	}
	sections := [len(sectionNames)][]byte{
		corpus.AppendDerived(nil, p.base.Articles, corpus.Options{}),
		corpus.AppendDerived(nil, p.added.Articles, corpus.Options{}),
	}
	if s != nil {
		sections[2] = s.Index.AppendTo(nil)
	}
	all := p.all.Articles
	m := manifest{Program: program(), Articles: len(all), Digest: digest(all), Written: time.Now().UTC()}
	for i, data := range sections {
		m.Sections = append(m.Sections, section{sectionNames[i], int64(len(data)), crc32.Checksum(data, castagnoli)})
	}
	head, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return plain(err)
	}

	f, err := os.CreateTemp(c.dir, cacheFile+".*")
	if err != nil {
		return plain(err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
	var first bytes.Buffer
	first.WriteString(cacheMagic)
	first.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	first.Write(head)
	_, err = f.Write(first.Bytes())
	for _, data := range sections {
		if err == nil {
			_, err = f.Write(data)
		}
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(c.dir, cacheFile))
	}
	return plain(err)
}

// abandoned is how old a file is that is written by nobody any more.
const abandoned = 5 * time.Minute

// tidy deletes what programs that were killed left half written.
func (c *cache) tidy() {
	left, _ := filepath.Glob(filepath.Join(c.dir, cacheFile+".*"))
	for _, path := range left {
		if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > abandoned {
			_ = os.Remove(path) // the next time, then
		}
	}
}

// plain is an error of the file system without the names of temporary files.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// program identifies the program that runs, "" when it cannot be read: then
// nothing that was kept is used.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.Copy(h, f)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%08x-%d", h.Sum32(), n)
})
