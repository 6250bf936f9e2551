// Stands in for a package that a bundle must not carry.
module.exports = {};
