package text

import (
	"maps"
	"time"
)

// Months returns the English names of the months and their abbreviations, folded,
// with their numbers from 1. The map is the caller's.
func Months() map[string]int { return maps.Clone(months) }

// Weekdays returns the English names of the days of the week, folded. The map is
// the caller's.
func Weekdays() map[string]time.Weekday { return maps.Clone(weekdays) }

// Calendar returns the set of the names that Months and Weekdays return. The map is
// the caller's.
func Calendar() map[string]bool {
	out := map[string]bool{}
	for name := range months {
		out[name] = true
	}
	for name := range weekdays {
		out[name] = true
	}
	return out
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0}
