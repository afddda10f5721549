package main

import (
	"github.com/spf13/pflag"

	"rapporteur/corpus"
)

// periodFlags are the flags by which a command is kept to a time.
type periodFlags struct{ from, to string }

// declare declares the flags; what is what they bound: "articles of".
func (f *periodFlags) declare(flags *pflag.FlagSet, what string) {
	flags.StringVar(&f.from, "from", "", "only "+what+" this `DATE` or later (2017-01-25, 2017-01 or 2017)")
	flags.StringVar(&f.to, "to", "", "only "+what+" this `DATE` or earlier")
}

// read returns the period, open where a flag was not given. Its errors are of
// wrong use.
func (f periodFlags) read() (corpus.Period, error) {
	var p corpus.Period
	var err error
	if p.From, err = dateFlag("--from", f.from); err != nil {
		return p, err
	}
	if p.To, err = dateFlag("--to", f.to); err != nil {
		return p, err
	}
	if !p.From.IsZero() && !p.To.IsZero() && p.From.First().After(p.To.Last()) {
		return p, usagef("--from %s is later than --to %s", f.from, f.to)
	}
	return p, nil
}

func dateFlag(name, value string) (corpus.Date, error) {
	if value == "" {
		return corpus.Date{}, nil
	}
	d, err := corpus.ParseDate(value)
	if err != nil {
		return d, usagef("%s: %s", name, err)
	}
	return d, nil
}
