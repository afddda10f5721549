package llmtest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
)

// Dims is the number of dimensions of the server's vectors.
const Dims = 64

// Vector is the vector the server gives a text: the same for the same words,
// and close for texts that share many. Its length is 1.
func Vector(text string) []float32 {
	v := make([]float32, Dims)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		h := fnv.New32a()
		h.Write([]byte(strings.Trim(word, ".,;:!?\"'()")))
		v[h.Sum32()%Dims]++
	}
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		v[0], sum = 1, 1
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

func (s *Server) embed(w http.ResponseWriter, r *http.Request) {
	var req struct {
		Input any
		Model string
	}
	texts := []any{}
	if json.NewDecoder(r.Body).Decode(&req) == nil {
		switch in := req.Input.(type) {
		case string:
			texts = []any{in}
		case []any:
			texts = in
		}
	}
	if len(texts) == 0 {
		play(w, r, Failure(http.StatusBadRequest, "input cannot be empty"), Call{})
		return
	}
	var data []object
	for i, t := range texts {
		data = append(data, object{"object": "embedding", "index": i, "embedding": Vector(fmt.Sprint(t))})
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(object{"object": "list", "model": req.Model, "data": data})
}
