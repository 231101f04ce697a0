package redline

import (
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
)

// maxEdits is how many tokens two lines may differ in before they are shown as
// one whole change.
const maxEdits = 1000

// Words compares two lines token by token. What goes stands before what comes;
// spaces and marks alone between two changes belong to them, so that people read
// whole phrases.
func Words(was, now string) []Run {
	a, b := cut(was), cut(now)
	p := 0
	for p < min(len(a), len(b)) && a[p] == b[p] {
		p++
	}
	s := 0
	for s < min(len(a), len(b))-p && a[len(a)-1-s] == b[len(b)-1-s] {
		s++
	}
	ops := slices.Concat(slices.Repeat([]RunKind{Kept}, p), script(a[p:len(a)-s], b[p:len(b)-s]), slices.Repeat([]RunKind{Kept}, s))
	return gather(ops, a, b)
}

func cut(s string) []string {
	var out []string
	for _, t := range act.Tokens(s) {
		out = append(out, s[t.From:t.To])
	}
	return out
}

// script is the shortest way from a to b: one sign for each token that is kept,
// goes or comes. After E. Myers, "An O(ND) difference algorithm", 1986.
func script(a, b []string) []RunKind {
	n, m := len(a), len(b)
	var trail [][]int // for each number of edits: how far each diagonal reaches
	var reach []int
	for d := 0; d <= min(n+m, maxEdits); d++ {
		next := make([]int, 2*d+5) // the first is diagonal -d-1
		for k := -d; k <= d; k += 2 {
			x := 0
			if d > 0 {
				at := k + d // of diagonal k in reach, whose first is -d
				if down := reach[at+1]; k == -d || k != d && reach[at-1] < down {
					x = down
				} else {
					x = reach[at-1] + 1
				}
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			next[k+d+1] = x
			if x >= n && x-k >= m {
				return back(append(trail, next), n, m)
			}
		}
		trail = append(trail, next)
		reach = next
	}
	return append(slices.Repeat([]RunKind{Gone}, n), slices.Repeat([]RunKind{Come}, m)...)
}

// back follows the trail from the end.
func back(trail [][]int, n, m int) []RunKind {
	var out []RunKind
	x, y := n, m
	for d := len(trail) - 1; d > 0; d-- {
		reach, k := trail[d-1], x-y
		at := k + d
		came := k == -d || k != d && reach[at-1] < reach[at+1]
		prev := k - 1
		if came {
			prev = k + 1
		}
		px := reach[prev+d]
		py := px - prev
		to := px // after the edit
		if !came {
			to++
		}
		out = append(out, slices.Repeat([]RunKind{Kept}, x-to)...)
		if came {
			out = append(out, Come)
		} else {
			out = append(out, Gone)
		}
		x, y = px, py
	}
	for ; x > 0; x-- {
		out = append(out, Kept)
	}
	slices.Reverse(out)
	return out
}

// gather makes runs of tokens.
func gather(ops []RunKind, a, b []string) []Run {
	var out []Run
	var gone, come, kept strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			out = append(out, Run{Gone, gone.String()})
		}
		if come.Len() > 0 {
			out = append(out, Run{Come, come.String()})
		}
		gone.Reset()
		come.Reset()
		if kept.Len() > 0 {
			out = append(out, Run{Kept, kept.String()})
			kept.Reset()
		}
	}
	changed := func() { // the space or mark since the last change belongs to both
		s := kept.String()
		if gone.Len()+come.Len() == 0 || strings.ContainsFunc(s, wordy) {
			flush()
			return
		}
		gone.WriteString(s)
		come.WriteString(s)
		kept.Reset()
	}
	i, j := 0, 0
	for _, op := range ops {
		switch op {
		case Kept:
			kept.WriteString(a[i])
			i, j = i+1, j+1
		case Gone:
			changed()
			gone.WriteString(a[i])
			i++
		case Come:
			changed()
			come.WriteString(b[j])
			j++
		}
	}
	flush()
	return out
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
