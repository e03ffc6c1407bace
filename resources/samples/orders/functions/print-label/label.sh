# The handler: one shipping label for one item. `bootstrap` reads this file and calls the function.

# field NAME JSON: the text or number of that member. Good enough for a flat object; a real
# function would use jq.
field() {
    [[ $2 =~ \"$1\"[[:space:]]*:[[:space:]]*(\"([^\"]*)\"|[0-9]+) ]] || return 1
    printf '%s' "${BASH_REMATCH[2]:-${BASH_REMATCH[1]}}"
}

print_label() {
    local event=$1 order sku quantity
    order=$(field orderId "$event") && sku=$(field sku "$event") &&
        quantity=$(field quantity "$event") || return 1

    # Standard output is the result, so the log goes to standard error.
    echo "printing the label for $quantity x $sku" >&2
    printf '{"sku":"%s","label":"%s/%s x%s"}' "$sku" "$order" "$sku" "$quantity"
}
