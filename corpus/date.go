package corpus

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date known to the day, the month or the year. The zero
// value means unknown; Month and Day are 0 past the precision.
type Date struct{ Year, Month, Day int }

// ParseDate reads ISO 8601 dates of any of the three precisions: "2017-12-21",
// "2016-08", "2015". A time after the day is ignored.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	var d Date
	for i, part := range strings.Split(s, "-") {
		n, err := strconv.Atoi(part)
		if err != nil || n <= 0 || i > 2 {
			return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
		}
		switch i {
		case 0:
			d.Year = n
		case 1:
			d.Month = n
		case 2:
			d.Day = n
		}
	}
	if d.Year < 1000 || d.Year > 9999 || d.Month > 12 || !d.valid() {
		return Date{}, fmt.Errorf("date %q: no such day", s)
	}
	return d, nil
}

func (d Date) valid() bool {
	if d.Day == 0 {
		return true
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return t.Day() == d.Day && int(t.Month()) == d.Month
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Year == 0 }

// String returns the date in ISO 8601, as short as its precision; "" when unknown.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Words returns the date as people write it, with the month in full:
// "21 December 2017", "August 2016", "2015"; "" when unknown.
func (d Date) Words() string { return d.format(time.Month.String) }

// Short returns the date with the month abbreviated: "21 Dec 2017".
func (d Date) Short() string {
	return d.format(func(m time.Month) string { return m.String()[:3] })
}

func (d Date) format(month func(time.Month) string) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", month(time.Month(d.Month)), d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, month(time.Month(d.Month)), d.Year)
}

// First returns the first day the date may mean, Last the last one, at
// midnight UTC. Both return the zero time for an unknown date.
func (d Date) First() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day the date may mean; see First.
func (d Date) Last() time.Time {
	t := d.First()
	switch {
	case d.IsZero():
		return t
	case d.Month == 0:
		return t.AddDate(1, 0, -1)
	case d.Day == 0:
		return t.AddDate(0, 1, -1)
	}
	return t
}

// Compare orders dates by the first day they may mean; unknown dates come last.
func (d Date) Compare(o Date) int {
	switch {
	case d == o:
		return 0
	case d.IsZero():
		return 1
	case o.IsZero():
		return -1
	}
	return d.First().Compare(o.First())
}

// Overlaps reports whether some day may be meant by both dates. An unknown
// date overlaps nothing.
func (d Date) Overlaps(o Date) bool {
	if d.IsZero() || o.IsZero() {
		return false
	}
	return !d.First().After(o.Last()) && !o.First().After(d.Last())
}

// Period is a stretch of time between two dates, both included; a zero bound
// is open.
type Period struct{ From, To Date }

// IsZero reports whether the period is open at both ends.
func (p Period) IsZero() bool { return p.From.IsZero() && p.To.IsZero() }

// Meets reports whether the two periods have a day in common. An open end reaches
// as far as time does.
func (p Period) Meets(o Period) bool {
	return (o.From.IsZero() || p.To.IsZero() || !p.To.Last().Before(o.From.First())) &&
		(p.From.IsZero() || o.To.IsZero() || !o.To.Last().Before(p.From.First()))
}

// Overlaps reports whether d may lie in the period. An unknown date lies only
// in the period that is open at both ends.
func (p Period) Overlaps(d Date) bool {
	if d.IsZero() {
		return p.IsZero()
	}
	return (p.From.IsZero() || !d.Last().Before(p.From.First())) &&
		(p.To.IsZero() || !d.First().After(p.To.Last()))
}
