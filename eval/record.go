package eval

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"rapporteur/answer"
)

// Exchange is one prompt and what a model wrote to it: a line of a recording.
// The canary of the process that asked is masked in it, and no key is part of
// what is sent to a [answer.Model], so it holds no secret.
type Exchange struct {
	Model    string `json:"model"`
	Question string `json:"question"`
	System   string `json:"system"`
	User     string `json:"user"`
	Reply    string `json:"reply"`
	Error    string `json:"error,omitempty"` // why there is no whole reply
}

// maskedCanary stands in a recording where the canary stood.
const maskedCanary = "CANARY"

// key identifies the prompt of an exchange.
func (x Exchange) key() string {
	sum := sha256.Sum256([]byte(x.System + "\x00" + x.User))
	return hex.EncodeToString(sum[:])
}

func exchangeOf(r answer.ModelRequest) Exchange {
	return Exchange{Question: r.Question, System: masked(r.Prompt.System, r.Canary), User: masked(r.Prompt.User, r.Canary)}
}

// masked returns s with the canary masked, unmasked with the canary of another
// process in its place: what gave the prompt away does so again. There may be
// no canary.
func masked(s, canary string) string {
	if canary == "" {
		return s
	}
	return strings.ReplaceAll(s, canary, maskedCanary)
}

func unmasked(s, canary string) string {
	if canary == "" {
		return s
	}
	return strings.ReplaceAll(s, maskedCanary, canary)
}

// Recorder is a model that keeps what another one writes. Safe for concurrent
// use; the order of the lines is that in which replies ended.
type Recorder struct {
	answer.Model

	mu      sync.Mutex // guards the fields below
	out     *json.Encoder
	replies int
	err     error
}

// NewRecorder returns model with all it writes written to w, a line each.
func NewRecorder(model answer.Model, w io.Writer) *Recorder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &Recorder{Model: model, out: enc}
}

// Err returns the first error in writing the recording.
func (r *Recorder) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// Replies returns how many of the exchanges written so far are with the model:
// not those in which it was away, or was not asked.
func (r *Recorder) Replies() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.replies
}

// Write has the model write, and keeps it.
func (r *Recorder) Write(ctx context.Context, req answer.ModelRequest, to answer.Sink) (answer.Usage, error) {
	keep := &keptSink{Sink: to}
	used, err := r.Model.Write(ctx, req, keep)
	x := exchangeOf(req)
	x.Model, x.Reply = r.Name(), masked(keep.text.String(), req.Canary)
	if err != nil && !keep.ended {
		x.Error = errorName(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = r.out.Encode(x)
	}
	switch x.Error {
	case errorAway, errorPaused, errorBudget:
	default:
		r.replies++
	}
	return used, err
}

// keptSink hands text on and keeps it.
type keptSink struct {
	answer.Sink
	text  strings.Builder
	ended bool // by whom it is for, who had enough
}

func (k *keptSink) Start() {
	k.text.Reset()
	k.Sink.Start()
}

func (k *keptSink) Write(delta string) error {
	k.text.WriteString(delta)
	err := k.Sink.Write(delta)
	k.ended = err != nil
	return err
}

// recordedErrors are the errors that an engine tells apart, by their names in a
// recording; any other is away.
var recordedErrors = map[string]error{
	"too long": answer.ErrPromptTooLong, errorBudget: answer.ErrBudget, "unfinished": answer.ErrUnfinished, errorPaused: answer.ErrPaused,
	errorAway: errors.New("the model could not be had when this was recorded"),
}

const (
	errorAway   = "away"
	errorPaused = "paused"
	errorBudget = "budget"
)

func errorName(err error) string {
	for name, known := range recordedErrors {
		if errors.Is(err, known) {
			return name
		}
	}
	return errorAway
}

// Replayer is a model that writes what was recorded. To a prompt that has
// changed since (other sources, other rules) it writes the reply to the same
// question, with the numbers that the cited sentences have now. Safe for
// concurrent use.
type Replayer struct {
	name      string
	tokens    func(string) int
	exact     map[string]Exchange // by prompt
	questions map[string]Exchange // by kind of prompt and question

	mu      sync.Mutex // guards missing
	missing int
}

// NewReplayer reads a recording. An error names the line. tokens has to be the
// estimate of the model that was recorded: it decides what fits into a prompt.
func NewReplayer(r io.Reader, tokens func(string) int) (*Replayer, error) {
	out := &Replayer{tokens: tokens, exact: map[string]Exchange{}, questions: map[string]Exchange{}}
	err := eachLine(r, func(line []byte) error {
		var x Exchange
		if err := json.Unmarshal(line, &x); err != nil {
			return err
		}
		if x.User == "" {
			return errors.New("no prompt")
		}
		if _, known := recordedErrors[x.Error]; x.Error != "" && !known {
			return fmt.Errorf("unknown error %q", x.Error)
		}
		out.exact[x.key()] = x
		out.questions[x.about()] = x
		out.name = x.Model
		return nil
	})
	return out, err
}

// about identifies what an exchange is about: the question, and whether it is
// to be answered, for which there are sources, or only put in other words.
func (x Exchange) about() string {
	return fmt.Sprintf("%t %s", numbered.MatchString(x.User), x.Question)
}

var (
	numbered = regexp.MustCompile(`(?m)^\[(\d+\.\d+)\] (.*)$`)
	oneCite  = regexp.MustCompile(`\d+\.\d+`)
	inMarker = regexp.MustCompile(`\[[\d.,; –-]+\]`)
)

// replyTo returns the recorded reply with the numbers that the sentences have in
// another prompt. A sentence that it does not hold becomes 0.0, which names none.
func (x Exchange) replyTo(user string) string {
	if x.User == user {
		return x.Reply
	}
	now := map[string]string{}
	for _, m := range numbered.FindAllStringSubmatch(user, -1) {
		now[m[2]] = m[1]
	}
	then := map[string]string{}
	for _, m := range numbered.FindAllStringSubmatch(x.User, -1) {
		then[m[1]] = m[2]
	}
	return inMarker.ReplaceAllStringFunc(x.Reply, func(marker string) string {
		return oneCite.ReplaceAllStringFunc(marker, func(n string) string { return cmp.Or(now[then[n]], "0.0") })
	})
}

// ErrNotRecorded says that a recording has no reply to a question.
var ErrNotRecorded = errors.New("the question is not in the recording")

// Name returns the name of the model that was recorded.
func (r *Replayer) Name() string { return r.name }

// Len returns the number of prompts in the recording.
func (r *Replayer) Len() int { return len(r.exact) }

// Missing returns how many questions were asked that are not in it.
func (r *Replayer) Missing() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.missing
}

// Tokens estimates how many tokens a text takes.
func (r *Replayer) Tokens(s string) int { return r.tokens(s) }

// Write writes what was recorded, in pieces as a stream brings them.
func (r *Replayer) Write(_ context.Context, req answer.ModelRequest, to answer.Sink) (answer.Usage, error) {
	asked := exchangeOf(req)
	x, ok := r.exact[asked.key()]
	if !ok {
		x, ok = r.questions[asked.about()]
	}
	if !ok {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.missing++
		return answer.Usage{}, ErrNotRecorded
	}
	to.Start()
	for _, piece := range pieces(unmasked(x.replyTo(asked.User), req.Canary)) {
		if err := to.Write(piece); err != nil {
			return answer.Usage{}, err
		}
	}
	if x.Error != "" {
		return answer.Usage{}, recordedErrors[x.Error]
	}
	return answer.Usage{}, nil
}

// pieceBytes is about what a server sends at a time: a few tokens.
const pieceBytes = 16

// pieces cuts s, between runes.
func pieces(s string) []string {
	var out []string
	for len(s) > pieceBytes {
		end := pieceBytes
		for end > 1 && !utf8.RuneStart(s[end]) {
			end--
		}
		out, s = append(out, s[:end]), s[end:]
	}
	if s != "" {
		out = append(out, s)
	}
	return out
}
