package intake

import (
	"cmp"
	"context"
	"strings"
	"sync"
	"time"
)

// Defaults of Config.
const (
	DefaultMaxInput  = 32 << 20
	DefaultMaxOutput = 8 << 20
	DefaultMemory    = 256 << 20
	DefaultTimeout   = 20 * time.Second
	DefaultProcesses = 1
)

// Config says how much a source may cost. The zero value is useful.
type Config struct {
	MaxInput  int64         // bytes of a source
	MaxOutput int64         // bytes of text, of all drafts of a source together
	Memory    int64         // bytes a child may use
	Timeout   time.Duration // for a child, of the clock and of the processor
	Processes int           // children at the same time; more sources wait their turn
}

func (c Config) withDefaults() Config {
	c.MaxInput = cmp.Or(c.MaxInput, DefaultMaxInput)
	c.MaxOutput = cmp.Or(c.MaxOutput, DefaultMaxOutput)
	c.Memory = cmp.Or(c.Memory, DefaultMemory)
	c.Timeout = cmp.Or(c.Timeout, DefaultTimeout)
	c.Processes = cmp.Or(c.Processes, DefaultProcesses)
	return c
}

// Extractor makes drafts of sources. It is safe for concurrent use.
type Extractor struct {
	config  Config
	turns   chan struct{}          // one for each child that may run
	program func() (string, error) // what to start as a child
}

// New returns an extractor.
func New(c Config) *Extractor {
	c = c.withDefaults()
	return &Extractor{config: c, turns: make(chan struct{}, c.Processes), program: self}
}

var shared = sync.OnceValue(func() *Extractor { return New(Config{}) })

// Extract is the Extract of an extractor with the default limits, which all
// callers share.
func Extract(ctx context.Context, src Source) ([]Draft, error) { return shared().Extract(ctx, src) }

// Extract returns the drafts in a source, in the order of the source: one, but
// for a feed, which has one for each entry. There is at least one. The error is
// a *Refusal, or that of the context.
func (e *Extractor) Extract(ctx context.Context, src Source) ([]Draft, error) {
	if int64(len(src.Data)) > e.config.MaxInput {
		return nil, refuse(ErrTooLarge, "The file is larger than %d MB.", max(1, e.config.MaxInput>>20))
	}
	src.Name = baseName(oneLine(src.Name))
	src.Type, src.URL = oneLine(src.Type), webAddress(src.URL)
	kind, content, err := detect(src)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	if isPlain(kind, content) {
		drafts, err = readPlain(kind, content)
	} else {
		drafts, err = e.inChild(ctx, kind, src)
	}
	if err != nil {
		return nil, err
	}
	return finish(drafts, kind, src, e.config.MaxOutput)
}

// finish brings drafts into the form they are promised to have, whoever made
// them.
func finish(drafts []Draft, kind Kind, src Source, maxOutput int64) ([]Draft, error) {
	out := make([]Draft, 0, len(drafts))
	var size int64
	for _, d := range drafts {
		d.Kind, d.SourceFile = kind, cmp.Or(d.SourceFile, src.Name)
		d.URL = cmp.Or(d.URL, src.URL)
		if d = d.tidied(); strings.TrimSpace(d.Body) == "" {
			continue
		}
		if size += int64(len(d.Body)); size > maxOutput {
			return nil, refuse(ErrTooLarge, "The text in the file is longer than %d MB.", max(1, maxOutput>>20))
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, refuse(ErrNoText, "No text of an article was found in it.")
	}
	return out, nil
}
