package answer

import "slices"

// fewIDs is how many ids are looked through one by one.
const fewIDs = 16

// idSet answers whether an id is among many.
type idSet struct {
	list []string
	set  map[string]struct{} // nil for few
}

func newIDSet(ids []string) *idSet {
	s := &idSet{list: ids}
	if len(ids) > fewIDs {
		s.set = make(map[string]struct{}, len(ids))
		for _, id := range ids {
			s.set[id] = struct{}{}
		}
	}
	return s
}

func (s *idSet) has(id string) bool {
	if s.set != nil {
		_, ok := s.set[id]
		return ok
	}
	return slices.Contains(s.list, id)
}

// isOf reports that the set is that of the same list.
func (s *idSet) isOf(ids []string) bool {
	return s != nil && len(s.list) == len(ids) && (len(ids) == 0 || &s.list[0] == &ids[0])
}
