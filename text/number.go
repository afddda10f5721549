package text

import "strconv"

// Number returns the value of a folded token that is a number: digits, or an
// English cardinal word up to nineteen, the tens, and the words for hundred,
// thousand, million, billion, dozen and couple, also in the plural. Compound
// words ("twenty-one") are two tokens and two numbers.
func Number(fold string) (float64, bool) {
	if fold == "" {
		return 0, false
	}
	if fold[0] >= '0' && fold[0] <= '9' {
		n, err := strconv.ParseFloat(fold, 64)
		return n, err == nil
	}
	n, ok := cardinals[fold]
	return n, ok
}

// Ordinal returns the value of a folded token that is an ordinal: "first" to
// "twentieth", or digits with an ending ("8th", "1st").
func Ordinal(fold string) (int, bool) {
	if n, ok := ordinals[fold]; ok {
		return n, true
	}
	if len(fold) < 3 {
		return 0, false
	}
	switch fold[len(fold)-2:] {
	case "st", "nd", "rd", "th":
		n, err := strconv.Atoi(fold[:len(fold)-2])
		return n, err == nil && n > 0
	}
	return 0, false
}

var cardinals = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "hundreds": 100, "thousand": 1000,
	"thousands": 1000, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "dozen": 12, "dozens": 12,
	"couple": 2, "half": 0.5,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}
