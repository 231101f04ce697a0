package form

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
)

// The limits of what is taken from a form.
const (
	MaxFields = 5000    // values
	MaxBytes  = 4 << 20 // of all values together
)

// A Values is what stands in a form, by the path of the field: "title.ru",
// "people.2.name.en". A row that has no values may stand by its own path, empty.
type Values map[string]string

// Read takes the values of the form's fields out of what was posted, as they were
// typed. Names that are not of the form are somebody else's. More than the limits
// is refused.
func (f *Form) Read(posted map[string][]string) (Values, error) {
	vs, size := Values{}, 0
	for name, all := range posted {
		if len(all) == 0 {
			continue
		}
		if _, ok := f.At(name); !ok {
			continue
		}
		s := strings.ToValidUTF8(all[0], "\uFFFD")
		s = strings.ReplaceAll(s, "\r\n", "\n")
		if vs[name], size = s, size+len(name)+len(s); size > MaxBytes || len(vs) > MaxFields {
			return nil, council.Refuse(council.Malformed, council.CodeRange, f.Command, strconv.Itoa(MaxFields)+" fields, "+strconv.Itoa(MaxBytes)+" bytes")
		}
	}
	return vs, nil
}

// Rows returns how many rows a list has.
func (vs Values) Rows(path string) int {
	last := 0
	for name := range vs {
		if n, ok := rowOf(path, name); ok {
			last = max(last, n)
		}
	}
	return last
}

// rowOf returns the row of a list that a value stands in.
func rowOf(path, name string) (int, bool) {
	rest, ok := strings.CutPrefix(name, path+".")
	if !ok {
		return 0, false
	}
	n, _, _ := strings.Cut(rest, ".")
	return row(n)
}

// blank reports whether nothing was typed at a path or below it.
func (vs Values) blank(path string) bool {
	if strings.TrimSpace(vs[path]) != "" {
		return false
	}
	for name, s := range vs {
		if strings.HasPrefix(name, path+".") && strings.TrimSpace(s) != "" {
			return false
		}
	}
	return true
}

// Add returns the values with one more row in a list.
func (vs Values) Add(path string) Values {
	more := maps.Clone(vs)
	if n := vs.Rows(path); n < MaxRows {
		more[path+"."+strconv.Itoa(n+1)] = ""
	}
	return more
}

// Remove returns the values without one row of a list: "people.2".
func (vs Values) Remove(path string) Values {
	cut := strings.LastIndexByte(path, '.')
	n, ok := 0, false
	if cut >= 0 {
		n, ok = row(path[cut+1:])
	}
	if !ok {
		return maps.Clone(vs)
	}
	return vs.move(path[:cut], func(i int) (int, bool) {
		if i > n {
			return i - 1, true
		}
		return i, i < n
	})
}

// move gives the rows of a list new numbers, and drops those that have none.
func (vs Values) move(path string, to func(int) (int, bool)) Values {
	moved := Values{}
	for name, s := range vs {
		i, ok := rowOf(path, name)
		if !ok {
			moved[name] = s
			continue
		}
		if j, stays := to(i); stays {
			old := path + "." + strconv.Itoa(i)
			moved[path+"."+strconv.Itoa(j)+strings.TrimPrefix(name, old)] = s
		}
	}
	return moved
}

// Tidy returns the values without rows in which nothing was typed, so that the
// numbers of the rows are those of the command's lists.
func (f *Form) Tidy(vs Values) Values {
	vs = maps.Clone(vs)
	for _, x := range f.Fields {
		vs = x.tidy(vs, x.Name)
	}
	return vs
}

func (f *Field) tidy(vs Values, at string) Values {
	switch f.Kind {
	case Group:
		for _, x := range f.Parts {
			vs = x.tidy(vs, join(at, x.Name))
		}
	case List, Pairs:
		kept := map[int]int{}
		for i := range vs.Rows(at) {
			if !vs.blank(join(at, strconv.Itoa(i+1))) {
				kept[i+1] = len(kept) + 1
			}
		}
		vs = vs.move(at, func(i int) (int, bool) { j, ok := kept[i]; return j, ok })
		for i := range kept {
			item := join(at, strconv.Itoa(kept[i]))
			if f.Kind == Pairs {
				item = join(item, "value")
			}
			vs = f.Item.tidy(vs, item)
		}
	}
	return vs
}

// Paths returns the paths of the values in order: those of rows by number.
func (vs Values) Paths() []string {
	return slices.SortedFunc(maps.Keys(vs), func(a, b string) int {
		return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
			m, isM := row(x)
			n, isN := row(y)
			if isM && isN {
				return m - n
			}
			return strings.Compare(x, y)
		})
	})
}

// Locate returns the path of the field that a fault of the council is about: the
// nearest that the form has, or nothing for a fault of the whole.
func (f *Form) Locate(fault string, vs Values) string {
	parts := strings.Split(fault, ".")
	at := ""
	for _, p := range parts {
		next := join(at, p)
		x, ok := f.At(next)
		if above, is := f.At(at); is && above.Kind == Pairs {
			next, ok = pairOf(at, p, vs)
			if !ok {
				return at
			}
			at = next
			continue
		}
		if !ok {
			return at
		}
		if at = next; x.Kind == Wording {
			return at
		}
	}
	return at
}

// pairOf returns the value of the pair under a key.
func pairOf(at, key string, vs Values) (string, bool) {
	for i := range vs.Rows(at) {
		if pair := join(at, strconv.Itoa(i+1)); vs[pair+".key"] == key {
			return pair + ".value", true
		}
	}
	return "", false
}
