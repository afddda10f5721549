package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Driver drives a [Server] over its control routes. Its errors say what the
// server did not take. Safe for concurrent use.
type Driver struct {
	base   string
	client *http.Client
}

// NewDriver returns a driver of the server at a base address, such as
// http://127.0.0.1:4321.
func NewDriver(base string) *Driver {
	return &Driver{base: base, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}}
}

// Close gives back idle connections.
func (d *Driver) Close() { d.client.CloseIdleConnections() }

// call calls a control route. Out may be nil.
func (d *Driver) call(ctx context.Context, name string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+"/control/"+name, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		var e struct{ Error string }
		if json.NewDecoder(resp.Body).Decode(&e) != nil || e.Error == "" {
			e.Error = resp.Status
		}
		return fmt.Errorf("%s: %s", name, e.Error)
	}
	if out == nil {
		return nil
	}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return fmt.Errorf("%s: the answer: %w", name, err)
	}
	return nil
}

// ask calls a control route that answers with a value.
func ask[Out any](ctx context.Context, d *Driver, name string, in any) (out Out, err error) {
	err = d.call(ctx, name, in, &out)
	return out, err
}

// Wait calls a function every few milliseconds until it reports true, fails,
// or the context ends.
func (d *Driver) Wait(ctx context.Context, done func() (bool, error)) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("what was waited for did not happen: %w", ctx.Err())
		}
	}
}

// WaitReady waits until every shard of the bot is connected and has
// registered its commands.
func (d *Driver) WaitReady(ctx context.Context) error {
	return d.Wait(ctx, func() (bool, error) {
		g, err := d.Gateway(ctx)
		if err != nil || !g.Ready {
			return false, err
		}
		c, err := d.Commands(ctx)
		return len(c.Global) > 0 || len(c.Guild) > 0, err
	})
}

// WaitMessage waits for a message in a channel that a viewer sees ("" sees
// all) and that a test looks for. It returns the first such message.
func (d *Driver) WaitMessage(ctx context.Context, channel, viewer string, want func(Message) bool) (Message, error) {
	var found Message
	var last []string // what was there instead, for the error
	err := d.Wait(ctx, func() (bool, error) {
		list, err := d.Messages(ctx, channel, viewer)
		if err != nil {
			return false, err
		}
		last = last[:0]
		for _, m := range list {
			if want(m) {
				found = m
				return true, nil
			}
			last = append(last, m.Content)
		}
		return false, nil
	})
	if err != nil {
		err = fmt.Errorf("among %d messages, the last %.300q: %w", len(last), last[max(0, len(last)-3):], err)
	}
	return found, err
}

// WaitInteraction waits for an interaction to come to a state that a test
// looks for; for a response to be there when want is nil.
func (d *Driver) WaitInteraction(ctx context.Context, id string, want func(Interaction) bool) (Interaction, error) {
	if want == nil {
		want = func(i Interaction) bool { return i.State == StateAnswered }
	}
	var found Interaction
	err := d.Wait(ctx, func() (bool, error) {
		i, err := d.Interaction(ctx, id)
		found = i
		return err == nil && want(i), err
	})
	if err != nil {
		err = fmt.Errorf("interaction %s is %q with codes %v: %w", id, found.State, found.Errors, err)
	}
	return found, err
}

// Advance moves the server's clock forward. Ids, deadlines, expiries and rate
// limits go by it.
func (d *Driver) Advance(ctx context.Context, by time.Duration) (now time.Time, err error) {
	return ask[time.Time](ctx, d, "advance", advance{By: by})
}

// Now is the time by the server's clock.
func (d *Driver) Now(ctx context.Context) (time.Time, error) {
	return ask[time.Time](ctx, d, "now", none{})
}

// Fault adds a rule by which REST goes wrong, after those that are there.
func (d *Driver) Fault(ctx context.Context, f Fault) (Fault, error) {
	return ask[Fault](ctx, d, "add-fault", f)
}

// Faults returns the rules with how often each was applied.
func (d *Driver) Faults(ctx context.Context) ([]Fault, error) {
	return ask[[]Fault](ctx, d, "faults", none{})
}

// ClearFaults takes all rules away.
func (d *Driver) ClearFaults(ctx context.Context) error {
	return d.call(ctx, "clear-faults", none{}, nil)
}

// SetLimit sets the rate limit of a route, such as
// "POST /channels/{channel}/messages", or of "global".
func (d *Driver) SetLimit(ctx context.Context, route string, l Limit) error {
	return d.call(ctx, "set-limit", limitOf{Route: route, Limit: l}, nil)
}

// Limits says how the rate limits fared.
func (d *Driver) Limits(ctx context.Context) (Limits, error) {
	return ask[Limits](ctx, d, "limits", none{})
}

// Do does something to the gateway.
func (d *Driver) Do(ctx context.Context, a GatewayAction) error {
	return d.call(ctx, "gateway-do", a, nil)
}

// Gateway returns the gateway's state.
func (d *Driver) Gateway(ctx context.Context) (Gateway, error) {
	return ask[Gateway](ctx, d, "gateway", none{})
}

// Record returns the kept events after number after, of a kind if one is
// given, in order. Of the oldest some are dropped after 100,000, or 128 MiB.
func (d *Driver) Record(ctx context.Context, after int64, kind string) ([]Event, error) {
	return ask[[]Event](ctx, d, "record", recordQuery{After: after, Kind: kind})
}

// Violations returns the rules that were broken, the first thousand of them.
func (d *Driver) Violations(ctx context.Context) ([]Violation, error) {
	return ask[[]Violation](ctx, d, "violations", none{})
}
