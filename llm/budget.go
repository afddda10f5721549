package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// ErrBudget says that a request does not fit into what is left of the day.
var ErrBudget = errors.New("the tokens of the day are spent")

// BudgetConfig says how much may be spent in a calendar day of UTC.
type BudgetConfig struct {
	PerDay, PerServer int64   // tokens; 0 is no bound
	PriceIn, PriceOut float64 // dollars per million tokens; 0 when unknown
	// Path is the file that keeps the sums of the day over a restart, "" for
	// none. Its directory must exist.
	Path string
	Now  func() time.Time // default [time.Now]
}

// Budget bounds the tokens spent a day, in total and by server (a Discord
// guild). What has no server shares one by the name of "". Safe for concurrent
// use within one process.
type Budget struct {
	cfg      BudgetConfig // its Path is "" when the file there may not be touched
	setAside error

	mu       sync.Mutex // guards the fields down to writes
	day      sums
	reserved map[string]int64 // by server; open reservations of the day
	open     int64            // all of them
	version  int              // of day

	writes   sync.Mutex // held while writing; guards the fields below
	written  int        // version in the file
	writeErr error
}

// maxServers bounds the servers counted apart. More than that share one sum, by
// the name of others.
const (
	maxServers = 10_000
	others     = "*"
)

// sums is the content of the file: JSON, replaced as a whole. A file of another
// version or that is broken is set aside with the ending ".corrupt"; one of
// another day is written over. What cannot be read or set aside stays as it is,
// and the sums are kept in memory only.
type sums struct {
	Version int              `json:"version"`
	Day     string           `json:"day"` // 2006-01-02, UTC
	Total   tally            `json:"total"`
	Servers map[string]tally `json:"servers"`
}

const sumsVersion = 1

// tally counts tokens in and out.
type tally struct {
	In  int64 `json:"in"`
	Out int64 `json:"out"`
}

func (t tally) sum() int64 { return t.In + t.Out }

func (t tally) plus(u Usage) tally {
	add := func(n int64, more int) int64 { return min(n+min(int64(max(more, 0)), mostTokens), mostTokens) }
	return tally{add(t.In, u.Prompt), add(t.Out, u.Completion)}
}

func (t tally) valid() bool { return min(t.In, t.Out) >= 0 && max(t.In, t.Out) <= mostTokens }

// mostTokens bounds a tally. No day takes that many, and sums of two stay far
// below the end of int64, beyond which a day would seem to have taken less than
// nothing.
const mostTokens = 1 << 53

// NewBudget reads the file of cfg.Path when there is one. A file that cannot
// be read or understood is no error: see [Budget.SetAside].
func NewBudget(cfg BudgetConfig) (*Budget, error) {
	if min(cfg.PerDay, cfg.PerServer) < 0 || min(cfg.PriceIn, cfg.PriceOut) < 0 {
		return nil, errors.New("configure the budget: no number may be negative")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	b := &Budget{cfg: cfg}
	b.begin(b.today())
	if cfg.Path == "" {
		return b, nil
	}
	b.load()
	return b, nil
}

func (b *Budget) load() {
	s, err := readSums(b.cfg.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return
	case errors.Is(err, errSums):
		b.setAside = fmt.Errorf("the sums of the day were set aside: %w", err)
		err = os.Rename(b.cfg.Path, b.cfg.Path+".corrupt")
	}
	if err != nil {
		b.setAside = errors.Join(b.setAside, fmt.Errorf("the sums of the day are not kept: %w", err))
		b.cfg.Path = ""
		return
	}
	if s.Day == b.day.Day {
		b.day = s
	}
}

// errSums says that a file holds no sums.
var errSums = errors.New("they cannot be understood")

// readSums reads the file of a budget: its error is [errSums] when there is one
// that can be read.
func readSums(path string) (sums, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return sums{}, err
	}
	var s sums
	if err := json.Unmarshal(data, &s); err != nil {
		return sums{}, fmt.Errorf("%w: %w", errSums, err)
	}
	if !s.valid() {
		return sums{}, fmt.Errorf("%w: another version, or impossible numbers", errSums)
	}
	return s, nil
}

func (s sums) valid() bool {
	for _, t := range s.Servers {
		if !t.valid() {
			return false
		}
	}
	return s.Version == sumsVersion && s.Servers != nil && s.Total.valid()
}

// SetAside returns why the file could not be used when the budget was made;
// nil when it could. The day began at zero then.
func (b *Budget) SetAside() error { return b.setAside }

// WriteError returns why the sums could not be written the last time they
// changed; nil when they could. They are counted in memory meanwhile.
func (b *Budget) WriteError() error {
	b.writes.Lock()
	defer b.writes.Unlock()
	return b.writeErr
}

func (b *Budget) today() string { return b.cfg.Now().UTC().Format(time.DateOnly) }

// begin starts a day. Open reservations of the day before no longer count.
func (b *Budget) begin(day string) {
	b.day = sums{Version: sumsVersion, Day: day, Servers: map[string]tally{}}
	b.reserved = map[string]int64{}
	b.open = 0
}

// roll begins a new day when it has come. It needs b.mu.
func (b *Budget) roll() {
	if day := b.today(); day != b.day.Day {
		b.begin(day)
	}
}

// account is the name that a server's tokens go by. It needs b.mu.
func (b *Budget) account(server string) string {
	if _, known := b.day.Servers[server]; known || b.reserved[server] > 0 {
		return server
	}
	if len(b.day.Servers)+len(b.reserved) >= maxServers {
		return others
	}
	return server
}

// Reservation is a claim on tokens of the day, until it is settled.
type Reservation struct {
	budget *Budget
	settle sync.Once

	account string // guarded by budget.mu, as are the fields below
	day     string
	tokens  int64
}

// Reserve claims tokens for a request of server, or returns [ErrBudget] when
// they do not fit. Every reservation has to be settled.
func (b *Budget) Reserve(server string, tokens int) (*Reservation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.roll()
	r := &Reservation{budget: b, account: b.account(server), day: b.day.Day}
	if err := b.claim(r, tokens); err != nil {
		return nil, err
	}
	return r, nil
}

// Raise makes the claim one of at least so many tokens in all, for another try
// at the same request. It returns [ErrBudget] when they do not fit, and the
// claim is as it was. It must not be called after Settle.
func (r *Reservation) Raise(tokens int) error {
	b := r.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	b.roll()
	if r.day != b.day.Day { // the claim ended with its day
		r.account, r.day, r.tokens = b.account(r.account), b.day.Day, 0
	}
	return b.claim(r, tokens)
}

// claim raises r to so many tokens of the day. It needs b.mu.
func (b *Budget) claim(r *Reservation, tokens int) error {
	more := max(min(int64(tokens), mostTokens)-r.tokens, 0)
	if most := b.cfg.PerDay; most > 0 && more > most-b.day.Total.sum()-b.open {
		return fmt.Errorf("%w: %d a day", ErrBudget, most)
	}
	if most := b.cfg.PerServer; most > 0 && more > most-b.day.Servers[r.account].sum()-b.reserved[r.account] {
		return fmt.Errorf("%w: %d a day for one server", ErrBudget, most)
	}
	b.open += more
	b.reserved[r.account] += more
	r.tokens += more
	return nil
}

// Settle replaces the claim by what was used, on the day that it is called;
// the zero Usage gives the tokens back. Only the first call counts. It writes
// the file, and a failure to do so is not the caller's: see
// [Budget.WriteError].
func (r *Reservation) Settle(u Usage) {
	r.settle.Do(func() {
		data, version := r.budget.book(r, u)
		if data != nil {
			r.budget.save(data, version)
		}
	})
}

// book counts u and returns what to write, nil for nothing.
func (b *Budget) book(r *Reservation, u Usage) ([]byte, int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.roll()
	if r.day == b.day.Day {
		b.open -= r.tokens
		if b.reserved[r.account] -= r.tokens; b.reserved[r.account] <= 0 {
			delete(b.reserved, r.account)
		}
	}
	if (tally{}).plus(u).sum() == 0 {
		return nil, 0
	}
	account := b.account(r.account)
	b.day.Total = b.day.Total.plus(u)
	b.day.Servers[account] = b.day.Servers[account].plus(u)
	b.version++
	if b.cfg.Path == "" {
		return nil, 0
	}
	data, err := json.Marshal(b.day)
	if err != nil {
		panic(err) // strings and whole numbers
	}
	return data, b.version
}

// save writes the sums unless later ones are in the file already.
func (b *Budget) save(data []byte, version int) {
	b.writes.Lock()
	defer b.writes.Unlock()
	if version <= b.written {
		return
	}
	b.writeErr = replaceFile(b.cfg.Path, data)
	if b.writeErr == nil {
		b.written = version
	}
}

// replaceFile writes a file so that a crash leaves the old one or the new one.
func replaceFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Spent is what a day took so far, open reservations apart.
type Spent struct {
	Server, Total         int64   // tokens
	ServerCost, TotalCost float64 // dollars; 0 when the prices are unknown
}

// Spent returns what server and all servers together took today.
func (b *Budget) Spent(server string) Spent {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.roll()
	one, all := b.day.Servers[b.account(server)], b.day.Total
	return Spent{Server: one.sum(), Total: all.sum(), ServerCost: b.cost(one), TotalCost: b.cost(all)}
}

func (b *Budget) cost(t tally) float64 {
	return (float64(t.In)*b.cfg.PriceIn + float64(t.Out)*b.cfg.PriceOut) / 1e6
}
