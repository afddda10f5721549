package main

import "math"

// retrofit moves each vector towards the mean of its synonyms' vectors. With
// weight w the own vector counts 1 and the synonyms together w.
func retrofit(words []word, relations []relation, rounds int, weight float64) {
	original := make([][dims]float64, len(words))
	for i := range words {
		original[i] = words[i].vector
	}
	for range rounds {
		for i := range words {
			near := relations[i].synonyms
			if len(near) == 0 {
				continue
			}
			each := weight / float64(len(near))
			for d := range dims {
				sum := original[i][d]
				for _, j := range near {
					sum += each * words[j].vector[d]
				}
				words[i].vector[d] = sum / (1 + weight)
			}
		}
	}
}

// removeComponents subtracts the mean vector and the projections on the first
// n principal components.
func removeComponents(words []word, n int) {
	if n == 0 {
		return
	}
	var mean [dims]float64
	for i := range words {
		for d, x := range words[i].vector {
			mean[d] += x / float64(len(words))
		}
	}
	for i := range words {
		for d := range dims {
			words[i].vector[d] -= mean[d]
		}
	}
	for range n {
		u := firstComponent(words)
		for i := range words {
			p := dot(&words[i].vector, &u)
			for d := range dims {
				words[i].vector[d] -= p * u[d]
			}
		}
	}
}

// firstComponent finds the direction of the largest variance by power
// iteration on the covariance matrix.
func firstComponent(words []word) [dims]float64 {
	var cov [dims][dims]float64
	for i := range words {
		v := &words[i].vector
		for a := range dims {
			for b := range dims {
				cov[a][b] += v[a] * v[b]
			}
		}
	}
	var u [dims]float64
	for d := range u {
		u[d] = 1 / float64(d+1) // any start that is not orthogonal
	}
	for range 200 {
		var next [dims]float64
		for a := range dims {
			next[a] = dot(&cov[a], &u)
		}
		norm := math.Sqrt(dot(&next, &next))
		for d := range u {
			u[d] = next[d] / norm
		}
	}
	return u
}

func dot(a, b *[dims]float64) float64 {
	sum := 0.0
	for d := range a {
		sum += a[d] * b[d]
	}
	return sum
}
