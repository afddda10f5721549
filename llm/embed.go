package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"
)

// Embedder turns texts into vectors with a model of the server. Safe for
// concurrent use.
type Embedder struct {
	cfg    Config
	client *openai.Client
	dims   atomic.Int64 // numbers in a vector; 0 until the first answer
}

// NewEmbedder checks the configuration; it sends nothing.
func NewEmbedder(cfg Config) (*Embedder, error) {
	cfg, err := cfg.withDefaults()
	if err == nil && cfg.Model == "" {
		err = errors.New("no model named")
	}
	if err != nil {
		return nil, fmt.Errorf("configure embeddings: %w", err)
	}
	return &Embedder{cfg: cfg, client: cfg.client(maxVectors)}, nil
}

// Name returns the name of the model.
func (e *Embedder) Name() string { return e.cfg.Model }

// maxTextBytes is what is sent of a text. Models take some 8,000 tokens, and
// refuse the whole batch when one text is longer.
const maxTextBytes = 16 << 10

// Embed returns one unit-length vector a text, in order. A blank text gets a
// vector of zeros. When a batch fails for good, so does the call.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	var send []int // positions of the texts that are not blank
	for i, s := range texts {
		if strings.TrimSpace(s) != "" {
			send = append(send, i)
		}
	}
	for batch := range slices.Chunk(send, e.cfg.Batch) {
		part := make([]string, len(batch))
		for k, i := range batch {
			part[k] = cutText(texts[i])
		}
		vectors, err := e.embedBatch(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("embed %d texts with %s: %w", len(part), e.cfg.Model, err)
		}
		for k, i := range batch {
			out[i] = vectors[k]
		}
	}
	if len(send) == len(texts) {
		return out, nil
	}
	return e.fillBlank(ctx, out)
}

// fillBlank puts zeros where no vector is. Their number is asked from the
// server when it is not known yet.
func (e *Embedder) fillBlank(ctx context.Context, out [][]float32) ([][]float32, error) {
	if e.dims.Load() == 0 {
		if _, err := e.embedBatch(ctx, []string{"news"}); err != nil {
			return nil, fmt.Errorf("ask %s for the size of its vectors: %w", e.cfg.Model, err)
		}
	}
	for i := range out {
		if out[i] == nil {
			out[i] = make([]float32, e.dims.Load())
		}
	}
	return out, nil
}

func cutText(s string) string {
	if len(s) <= maxTextBytes {
		return s
	}
	end := maxTextBytes
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

func (e *Embedder) embedBatch(ctx context.Context, texts []string) ([][]float32, error) {
	var vectors [][]float32
	err := e.cfg.attempt(ctx, embedTries, func(ctx context.Context, n *note) error {
		ctx, cancel := context.WithTimeout(ctx, e.cfg.Timeout)
		defer cancel()
		resp, err := e.client.CreateEmbeddings(ctx, openai.EmbeddingRequestStrings{
			Input:          texts,
			Model:          openai.EmbeddingModel(e.cfg.Model),
			EncodingFormat: openai.EmbeddingEncodingFormatFloat,
		})
		if err != nil {
			return e.cfg.clean(err, n.status)
		}
		vectors, err = e.check(resp.Data, len(texts))
		return err
	})
	return vectors, err
}

// check puts the vectors in the order of the texts, makes them unit-length,
// and refuses an answer that is not one usable vector a text.
func (e *Embedder) check(data []openai.Embedding, want int) ([][]float32, error) {
	if len(data) != want {
		return nil, fmt.Errorf("%w: %d vectors for %d texts", errAnswer, len(data), want)
	}
	ordered := !slices.ContainsFunc(data, func(d openai.Embedding) bool { return d.Index != 0 }) // no indexes: in order
	out := make([][]float32, want)
	for i, d := range data {
		at := d.Index
		if ordered {
			at = i
		}
		if at < 0 || at >= want || out[at] != nil {
			return nil, fmt.Errorf("%w: index %d for %d texts", errAnswer, at, want)
		}
		if err := e.checkDims(len(d.Embedding)); err != nil {
			return nil, err
		}
		if !normalise(d.Embedding) {
			return nil, fmt.Errorf("%w: a vector holds no finite numbers", errAnswer)
		}
		out[at] = d.Embedding
	}
	return out, nil
}

// checkDims holds all answers to the length of the first vector.
func (e *Embedder) checkDims(n int) error {
	if n == 0 {
		return fmt.Errorf("%w: an empty vector", errAnswer)
	}
	e.dims.CompareAndSwap(0, int64(n))
	if first := e.dims.Load(); first != int64(n) {
		return fmt.Errorf("%w: a vector of %d numbers after others of %d", errAnswer, n, first)
	}
	return nil
}

// normalise scales v to unit length, zeros excepted; false when a number is
// not finite.
func normalise(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return false
	}
	if sum == 0 {
		return true
	}
	scale := 1 / math.Sqrt(sum)
	for i := range v {
		v[i] = float32(float64(v[i]) * scale)
	}
	return true
}
