package answer

// Words says how near words are in meaning and how common they are.
// static.Model is one.
type Words interface {
	// ID returns a handle for a folded word, 0 when it is unknown.
	ID(word string) int32
	// RelatedIDs returns a value in [0,1]; from .6 on the words mean about the
	// same thing. It is 0 when either is unknown.
	RelatedIDs(a, b int32) float64
	// OpposedIDs reports that the words are opposites; false when either is
	// unknown.
	OpposedIDs(a, b int32) bool
	// DefinedID reports that the word is a common one, not only a name.
	DefinedID(a int32) bool
	// Rank returns the word's place by frequency in general English, from 1;
	// 0 when it is unknown.
	Rank(word string) int
	// Common returns the n most frequent words.
	Common(n int) []string
}
