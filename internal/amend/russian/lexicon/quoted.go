package lexicon

import (
	"slices"
	"strings"
)

// RaisedLabels writes the superscript in labels that are quoted as "5^1." as one.
func RaisedLabels(lines []string) []string {
	if !slices.ContainsFunc(lines, func(s string) bool { return strings.Contains(s, "^") }) {
		return lines
	}
	lines = slices.Clone(lines)
	for i, s := range lines {
		label, _, _ := strings.Cut(strings.TrimPrefix(s, "Статья "), " ")
		base, up, ok := strings.Cut(label, "^")
		digits := strings.TrimRight(up, ".)")
		if ok && base != "" && digits != "" && strings.Trim(base+digits, "0123456789") == "" {
			lines[i] = strings.Replace(s, "^"+digits, Raised(digits), 1)
		}
	}
	return lines
}

// Suspicious says whether quoted lines read like instructions: the mark that
// ends the quotation is then probably lost.
func Suspicious(lines []string) bool {
	return len(lines) > 1 && slices.ContainsFunc(lines, func(s string) bool {
		return strings.Contains(s, "заменить слов") || strings.HasSuffix(s, "следующей редакции:") || strings.HasSuffix(s, "следующего содержания:")
	})
}

// Column makes the rows of a column of quoted cells, the head first.
func Column(lines []string) []string {
	var out []string
	for _, l := range lines {
		if !strings.HasPrefix(l, "|") {
			l = "| " + l + " |"
		}
		out = append(out, l)
	}
	return out
}
