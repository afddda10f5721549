package llm

import (
	"cmp"
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Errors a caller decides by, for errors.Is.
var (
	// ErrContextLength says that the prompt is too long for the model. It
	// comes with a [StatusError].
	ErrContextLength = errors.New("the prompt is too long for the model")
	// ErrUnfinished says that the model reached its bound before its end.
	ErrUnfinished = errors.New("the reply was cut at the bound of its length")
	// ErrFiltered says that the server withholds the reply, or its rest.
	ErrFiltered = errors.New("the reply was filtered by the server")
	// ErrAway says that the server failed so often of late that it was not
	// asked.
	ErrAway = errors.New("the model server is away")
)

// Errors that only the retries and the breaker tell apart.
var (
	errMalformed = errors.New("the answer is not the JSON of an OpenAI-compatible server; check the base address")
	errCut       = errors.New("the answer breaks off")
	errEmpty     = errors.New("the answer holds no text")
	errInStream  = errors.New("the server broke off with an error")
	// errAnswer marks an answer that is well-formed and wrong: asking again
	// would bring the same.
	errAnswer = errors.New("unusable answer")
)

// StatusError is an answer of the server other than success.
type StatusError struct {
	Status  int
	Message string // the server's, shortened, without secrets

	detail string // all it said, in lower case, to decide by; never shown
}

func (e *StatusError) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("status %d %s: %s", e.Status, http.StatusText(e.Status), e.Message), ": ")
}

func (e *StatusError) says(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(e.detail, w) })
}

// quotaSpent reports a 429 that waiting does not mend.
func (e *StatusError) quotaSpent() bool {
	return e.says("insufficient_quota", "exceeded your current quota")
}

// slowError is the end of one of a chat's own deadlines.
type slowError struct {
	what  string
	limit time.Duration
}

func (e slowError) Error() string { return fmt.Sprintf("%s within %v", e.what, e.limit) }
func (e slowError) Unwrap() error { return context.DeadlineExceeded }

// callerError is an error of the caller's: of a [Sink], or of Allow in a [Request].
type callerError struct{ err error }

func (e callerError) Error() string { return e.err.Error() }
func (e callerError) Unwrap() error { return e.err }

// clean turns what go-openai returns into an error of one short line without
// secrets. Only what callers and retries decide by stays reachable: the
// status, the errors above, and the end of a context.
func (c Config) clean(err error, status int) error {
	if err == nil || isOwn(err) {
		return err
	}
	var api *openai.APIError
	var request *openai.RequestError
	var address *url.Error
	switch {
	case errors.As(err, &api):
		detail := fmt.Sprint(api.Code, " ", api.Type, " ", *cmp.Or(api.Param, new(string)), " ", api.Message)
		return c.refusal(cmp.Or(api.HTTPStatusCode, status), api.Message, detail)
	case errors.As(err, &request):
		return c.refusal(request.HTTPStatusCode, plain(request.Body), string(request.Body))
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer within %v: %w", c.Timeout, context.DeadlineExceeded)
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case status >= http.StatusBadRequest: // and a body that cannot be read
		return c.refusal(status, "", "")
	case errors.As(err, &address):
		return errors.New(c.short(address.Err.Error())) // the address may hold a user and password
	case isMalformed(err, status):
		return errMalformed
	}
	return errors.New(c.short(err.Error()))
}

// isOwn reports an error made here, or by go-openai before it sent anything:
// it holds nothing of what was received.
func isOwn(err error) bool {
	var slow slowError
	var caller callerError
	var status *StatusError
	return errors.As(err, &slow) || errors.As(err, &caller) || errors.As(err, &status) ||
		slices.ContainsFunc([]error{
			ErrUnfinished, ErrFiltered, errMalformed, errCut, errEmpty, errInStream, errAnswer, errTooLong,
			openai.ErrReasoningModelMaxTokensDeprecated, openai.ErrReasoningModelLimitationsOther, openai.ErrReasoningSamplingUnsupported,
		}, func(own error) bool { return errors.Is(err, own) })
}

// tooLong is how servers say that a prompt does not fit: OpenAI, vLLM,
// llama.cpp, Anthropic and the proxies before them have no common code.
var tooLong = []string{
	"context_length_exceeded", "maximum context length", "context length", "context window", "context size",
	"exceed_context_size", "prompt is too long", "input is too long", "too many tokens", "request too large",
}

func (c Config) refusal(status int, message, detail string) error {
	e := &StatusError{Status: status, Message: c.short(message), detail: strings.ToLower(detail[:min(len(detail), 4<<10)])}
	bad := status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge || status == http.StatusUnprocessableEntity
	switch {
	case bad && e.says(tooLong...):
		return fmt.Errorf("%w: %w", ErrContextLength, e)
	case bad && e.says("content_filter"):
		return fmt.Errorf("%w: %w", ErrFiltered, e)
	}
	return e
}

// isMalformed reports an answer that claims success and is not the JSON it
// should be.
func isMalformed(err error, status int) bool {
	if status < 200 || status >= 400 {
		return false
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var deflate flate.CorruptInputError
	return errors.As(err, &syntax) || errors.As(err, &kind) || errors.As(err, &deflate) ||
		errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}

// plain returns the text of an error page that is not JSON.
func plain(body []byte) string {
	s := string(body)
	if strings.Contains(strings.ToLower(s[:min(len(s), 200)]), "<html") {
		return "an HTML page"
	}
	return s
}

// short cuts a message to one line of bearable length and hides secrets.
func (c Config) short(s string) string {
	s = strings.ToValidUTF8(s, "")
	for _, secret := range c.secrets() {
		s = strings.ReplaceAll(s, secret, "[hidden]")
	}
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > 200 {
		s = string(runes[:200]) + "…"
	}
	return s
}

// secrets lists what no error may hold, longest first, so that none leaves a
// part of another. White space around a secret is lost on its way, so a server
// quotes it without.
func (c Config) secrets() []string {
	all := slices.AppendSeq([]string{c.Key}, maps.Values(c.ExtraHeaders))
	if u, err := url.Parse(c.BaseURL); err == nil {
		if u.User != nil {
			name := u.User.Username()
			password, _ := u.User.Password()
			escapedName, escaped, _ := strings.Cut(u.User.String(), ":")
			basic := base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
			all = append(all, password, escaped, basic)
			if password == "" { // the name is the key then
				all = append(all, name, escapedName)
			}
		}
		for name, values := range u.Query() {
			if name = strings.ToLower(name); !strings.Contains(name, "version") { // of an interface, worth reading
				all = append(all, values...)
			}
		}
	}
	for _, s := range all {
		all = append(all, strings.TrimSpace(s))
	}
	all = slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return all
}
