package valid

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

// fault is a node of the tree that a schema's error is: a leaf is what is wrong
// with one value, anything else gathers what is wrong below it. At a union
// ("anyOf", "oneOf") there is a child for each thing the value might have been,
// and what was meant has to be found out.
type fault struct {
	at      []string // where the value stands
	keyword string   // of the schema
	reason  string
	inner   []fault
}

// explain turns a fault into problems, those of what was most probably meant
// where there was a choice.
func explain(f fault) []Problem {
	var problems []Problem
	seen := map[Problem]bool{}
	for _, leaf := range f.leaves() {
		p := leaf.problem()
		if !seen[p] {
			problems = append(problems, p)
		}
		seen[p] = true
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	return problems
}

// faults reads an error and what it wraps.
func faults(err error) []fault {
	switch e := err.(type) {
	case nil:
		return nil
	case *openapi3.SchemaError:
		return []fault{{at: e.JSONPointer(), keyword: e.SchemaField, reason: e.Reason, inner: faults(e.Origin)}}
	case interface{ Unwrap() []error }:
		return gather(e.Unwrap())
	case openapi3.MultiError:
		return gather(e)
	}
	if inner := errors.Unwrap(err); inner != nil {
		return faults(inner)
	}
	return nil // the schema's own wording, said by the node above
}

func gather(errs []error) []fault {
	var all []fault
	for _, err := range errs {
		all = append(all, faults(err)...)
	}
	return all
}

// leaves returns the faults of single values, at a union those of the branch
// that was most probably meant.
func (f fault) leaves() []fault {
	if len(f.inner) == 0 {
		return []fault{f}
	}
	if f.isUnion() {
		return f.meant()
	}
	var all []fault
	for _, inner := range f.inner {
		all = append(all, inner.leaves()...)
	}
	return all
}

func (f fault) isUnion() bool {
	return (f.keyword == "anyOf" || f.keyword == "oneOf") && len(f.inner) > 1
}

// meant chooses between the branches of a union. Discord's have a type that
// tells them apart, so a branch of another type was not meant. If none was, the
// value is not one of the choices. Of the rest, the one with the fewest faults
// counts.
func (f fault) meant() []fault {
	var best []fault
	for _, branch := range f.inner {
		leaves := branch.leaves()
		excluded := slices.ContainsFunc(leaves, f.excludes)
		if !excluded && (best == nil || len(leaves) < len(best)) {
			best = leaves
		}
	}
	if best != nil {
		return best
	}
	return []fault{{at: f.at, keyword: "oneOf", reason: f.reason}}
}

// excludes reports a leaf that says that a branch of f is of another type than
// the value.
func (f fault) excludes(leaf fault) bool {
	switch leaf.keyword {
	case "type":
		return slices.Equal(leaf.at, f.at)
	case "enum", "oneOf", "anyOf":
		return slices.Equal(leaf.at, f.at) || slices.Equal(leaf.at, append(slices.Clone(f.at), "type"))
	}
	return false
}

// codes has Discord's code for each keyword of a schema.
var codes = map[string]string{
	"maxLength":   "BASE_TYPE_MAX_LENGTH",
	"maxItems":    "BASE_TYPE_MAX_LENGTH",
	"minLength":   "BASE_TYPE_BAD_LENGTH",
	"minItems":    "BASE_TYPE_BAD_LENGTH",
	"required":    "BASE_TYPE_REQUIRED",
	"enum":        "BASE_TYPE_CHOICES",
	"oneOf":       "UNION_TYPE_CHOICES",
	"anyOf":       "UNION_TYPE_CHOICES",
	"minimum":     "NUMBER_TYPE_MIN",
	"maximum":     "NUMBER_TYPE_MAX",
	"pattern":     "STRING_TYPE_REGEX",
	"type":        "MODEL_TYPE_CONVERT",
	"uniqueItems": "SET_TYPE_ALREADY_CONTAINS_VALUE",
	"format":      "DATE_TIME_TYPE_PARSE", // the one format of texts that is checked
}

func (f fault) problem() Problem {
	return Problem{
		Path:    dotted(f.at),
		Code:    cmp.Or(codes[f.keyword], "BASE_TYPE_CHOICES"),
		Message: cmp.Or(f.reason, "the value is none of those that it may be"),
	}
}

// dotted writes a place as Discord's libraries do.
func dotted(at []string) string {
	path := ""
	for _, key := range at {
		if _, err := strconv.Atoi(key); err == nil {
			path += "[" + key + "]"
		} else {
			path = join(path, key)
		}
	}
	return path
}
