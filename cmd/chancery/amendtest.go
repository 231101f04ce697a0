package main

import (
	"fmt"
	"os"

	"chancery.example/chancery/internal/amend/dccode"
)

// amendTest applies the rows of a file and counts how they come out.
func (e *env) amendTest(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	wrong := dccode.Tally(b, func(line string) { e.say("%s", line) })
	if wrong > 0 {
		return fmt.Errorf("%w: %d wrong and unflagged", errDiffers, wrong)
	}
	return nil
}
