package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// rest sends requests to Discord. discordgo keeps the rate limits; what it
// lacks is added here: deadlines that also end its waiting, and another try
// where Discord or the network fails. Safe for concurrent use.
type rest struct {
	session *discordgo.Session
	// interactions sends what answers interactions. That is no matter of the
	// bot's token: a limit on everything else, which discordgo keeps for a whole
	// session, leaves it alone.
	interactions *discordgo.Session
	pace         *pace
	holds        holds
}

// over returns the session that sends a request.
func (r *rest) over(path string) *discordgo.Session {
	if strings.HasPrefix(path, "interactions/") || strings.HasPrefix(path, "webhooks/") {
		return r.interactions
	}
	return r.session
}

// call is one request.
type call struct {
	method, path string        // path below the API's base, without a leading slash
	bucket       bucket        // requests of one bucket wait for each other's rate limit
	body         any           // nil for none
	into         any           // what the answer is decoded into; nil leaves it
	tries        int           // default maxTries; 1 for what is not worth another
	each         time.Duration // bound of one try, 0 for none but the context's
	tried        *int          // counts the tries, when not nil
	optional     bool          // not worth waiting for while the bot sends too much
	once         bool          // not to be carried out twice: tried again only where it surely was not
}

// bucket names what shares a rate limit: a kind of request, and the channel or
// interaction it is about. discordgo would put all responses to interactions
// into one bucket, so that one out of quota delays all others.
type bucket struct{ kind, id string }

// maxBuckets bounds how many buckets there are of a kind: discordgo keeps each
// for ever. Two that share one now and then wait for each other in vain.
const maxBuckets = 4096

func (b bucket) String() string {
	h := fnv.New32a()
	h.Write([]byte(b.id))
	return b.kind + " " + strconv.Itoa(int(h.Sum32()%maxBuckets))
}

// maxTries of one request. With one failure in ten, one request in a hundred
// thousand is lost.
const maxTries = 5

// do sends c until it succeeds, cannot succeed any more, or ctx ends. Nearly every
// request of the bot may be sent twice: edits and reads by nature, messages by
// their nonce, first responses because the second is refused (codeAcknowledged).
// The others are once.
func (r *rest) do(ctx context.Context, c call) error {
	if c.tries == 0 {
		c.tries = maxTries
	}
	for try := 1; ; try++ {
		if c.tried != nil {
			*c.tried = try
		}
		err := r.paced(ctx, c)
		if err == nil {
			return nil
		}
		wait, again := delay(err, try)
		if c.once && !limitedBy(err) {
			again = status(err) == http.StatusInternalServerError
		}
		if !again || try >= c.tries && !limitedBy(err) || ctx.Err() != nil {
			return scrubbed{fmt.Errorf("%s %s: %w", c.method, c.path, err)}
		}
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return scrubbed{fmt.Errorf("%s %s: no time for another try: %w", c.method, c.path, err)}
		}
		select {
		case <-ctx.Done():
			return scrubbed{fmt.Errorf("%s %s: %w", c.method, c.path, err)}
		case <-time.After(wait):
		}
	}
}

// paced sends c once, when Discord takes it: in its turn while the bot sends more
// than that, and not before a limit ends. First responses to interactions are
// exempt from what holds for everything, and cannot wait.
func (r *rest) paced(ctx context.Context, c call) error {
	key := c.bucket.String()
	wait := r.holds.left(key)
	if r.over(c.path) == r.session {
		wait = max(wait, r.pace.left())
	}
	if wait > 0 {
		if deadline, ok := ctx.Deadline(); c.optional || ok && time.Until(deadline) < wait {
			return errHeld
		}
		if !sleep(ctx, wait) {
			return ctx.Err()
		}
	}
	if !strings.HasPrefix(c.path, "interactions/") {
		if err := r.pace.wait(ctx, c.optional); err != nil {
			return err
		}
	}
	err := r.once(ctx, c)
	var limit *discordgo.RateLimitError
	if errors.As(err, &limit) {
		r.holds.set(key, limit.RetryAfter)
	}
	return err
}

// once sends c once. discordgo sleeps for a rate limit without looking at the
// context; so it is waited for here, and what it still sends afterwards fails
// at once, for the request carries the context too.
func (r *rest) once(ctx context.Context, c call) error {
	if c.each > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.each)
		defer cancel()
	}
	type result struct {
		body []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		body, err := r.over(c.path).RequestWithBucketID(c.method, discordgo.EndpointAPI+c.path, c.body, c.bucket.String(),
			discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0))
		done <- result{body, err}
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case got := <-done:
		var outer *url.Error // it names Discord's address, also where another is set
		if errors.As(got.err, &outer) {
			got.err = outer.Err
		}
		if got.err != nil || c.into == nil || len(got.body) == 0 {
			return got.err
		}
		if err := json.Unmarshal(got.body, c.into); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		return nil
	}
}

// delay says how long to wait before another try after err, and whether one
// makes sense.
func delay(err error, try int) (time.Duration, bool) {
	var limit *discordgo.RateLimitError
	if errors.As(err, &limit) {
		return max(limit.RetryAfter, 50*time.Millisecond) + time.Duration(rand.IntN(50))*time.Millisecond, true
	}
	if errors.Is(err, errTooManyInvalid) || errors.Is(err, errPaced) || errors.Is(err, errHeld) || errors.Is(err, context.Canceled) {
		return 0, false
	}
	if status(err) != 0 && status(err) < 500 {
		return 0, false
	}
	// Discord or the network: at once first, then at growing distances.
	pause := 40 * time.Millisecond << (2 * (try - 1))
	return min(pause, 3*time.Second) + time.Duration(rand.IntN(40))*time.Millisecond, true
}

func limitedBy(err error) bool {
	var limit *discordgo.RateLimitError
	return errors.As(err, &limit)
}

// The codes of Discord's errors that something is decided by:
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMessage     = 10008
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeCannotDM           = 50007
	codeMissingPermissions = 50013
	codeInvalidForm        = 50035
	codeInvalidToken       = 50027
	codeThreadArchived     = 50083
	codeNoHistory          = 160002
	codeThreadExists       = 160004
	codeThreadLocked       = 160005
)

// code returns the code of Discord's error in err, 0 when there is none.
func code(err error) int {
	var failed *discordgo.RESTError
	if errors.As(err, &failed) && failed.Message != nil {
		return failed.Message.Code
	}
	return 0
}

// status returns the HTTP status in err, 0 when no answer came.
func status(err error) int {
	var failed *discordgo.RESTError
	if errors.As(err, &failed) && failed.Response != nil {
		return failed.Response.StatusCode
	}
	return 0
}

// gone reports that what was to be written to, or replied to, is not there any
// more: nothing is to be said then.
func gone(err error) bool {
	switch code(err) {
	case codeUnknownChannel, codeUnknownMessage, codeUnknownGuild, codeThreadArchived, codeThreadLocked:
		return true
	case codeInvalidForm:
		return unknownReference(err)
	}
	return false
}

// unknownReference reports that the message replied to has been deleted.
func unknownReference(err error) bool {
	var failed *discordgo.RESTError
	if !errors.As(err, &failed) {
		return false
	}
	var body struct {
		Errors map[string]json.RawMessage `json:"errors"`
	}
	return json.Unmarshal(failed.ResponseBody, &body) == nil && body.Errors["message_reference"] != nil
}

// forbidden reports that the bot may not do this here.
func forbidden(err error) bool {
	switch code(err) {
	case codeMissingAccess, codeMissingPermissions, codeCannotDM:
		return true
	}
	return status(err) == http.StatusForbidden
}

// tokenDead reports that an interaction cannot be responded to any more.
func tokenDead(err error) bool {
	switch code(err) {
	case codeUnknownInteraction, codeUnknownWebhook, codeInvalidToken:
		return true
	}
	return false
}

// scrubbed is an error whose text has no interaction token in it: who has one
// can write in the bot's name for a quarter of an hour.
type scrubbed struct{ err error }

func (s scrubbed) Error() string { return secretPart.ReplaceAllString(s.err.Error(), "$1/…") }
func (s scrubbed) Unwrap() error { return s.err }

var secretPart = regexp.MustCompile(`((?:interactions|webhooks)/[^/\s"]*)/[^/\s"]+`)
