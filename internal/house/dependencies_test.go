package house

import (
	"path"
	"strings"
)

// findDependencies reports modules that are asked for directly and have no line
// in doc/dependencies.md, and replacements in the product's module, which do not
// reach those who install it by its path.
func findDependencies(t *tree) []breach {
	said := ""
	for _, x := range t.texts {
		if x.path == "doc/dependencies.md" {
			said = x.body
		}
	}
	var found []breach
	for _, x := range t.texts {
		if path.Base(x.path) != "go.mod" {
			continue
		}
		found = append(found, lineBreaches(x, func(line string) string {
			w := strings.Fields(line)
			if len(w) > 0 && w[0] == "require" {
				w = w[1:]
			}
			switch {
			case len(w) > 0 && w[0] == "replace" && x.path == "go.mod":
				return "a replacement"
			case len(w) > 0 && w[0]+"/" == module: // a nested module that needs this one
			case len(w) == 2 && strings.HasPrefix(w[1], "v") && !strings.Contains(said, "`"+w[0]+"`"):
				return w[0] + " has no line in doc/dependencies.md"
			}
			return ""
		})...)
	}
	return found
}
