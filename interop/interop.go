// Package interop hands an exported register to readers that other people wrote
// for logs of the same form, and sees that they accept it and refuse it with one
// bit changed. They are not part of the product: this is a module of its own.
package interop
