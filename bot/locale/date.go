package locale

import (
	"strings"
	"time"
)

// Date writes a date of ISO 8601, known to the day, the month or the year, as
// people do: "21 Dec 2017", "Aug 2016", "2016". It is "" for "", and what is no
// such date is returned as it is.
func (t *Texts) Date(iso string) string {
	if d, err := time.Parse(time.DateOnly, iso); err == nil {
		return t.Say("date.day", "n", d.Day(), "month", t.month("date.months", d), "year", d.Year())
	}
	if d, err := time.Parse("2006-01", iso); err == nil {
		return t.Say("date.month", "month", t.month("date.months_alone", d), "year", d.Year())
	}
	return iso
}

func (t *Texts) month(key string, d time.Time) string {
	return strings.Fields(t.Say(key))[d.Month()-1]
}
