package draft

import (
	"errors"
	"fmt"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
)

// Tried is English prose that was tried: read back and applied, it gives
// the second text. Errors: prose that cannot be drafted, applied, or gives another.
func Tried(before, after *act.Text, ops []amend.Operation) (string, error) {
	prose, err := Draft(ops)
	if err != nil {
		return "", err
	}
	got, err := amend.Apply(before, amend.Amender{ID: "draft", Operations: english.Parse(prose, english.Options{Base: before}).Operations})
	if err != nil {
		return "", fmt.Errorf("prose that cannot be applied: %w", err)
	}
	if got.Plain() != after.Plain() {
		return "", errors.New("prose that gives another text")
	}
	return prose, nil
}
