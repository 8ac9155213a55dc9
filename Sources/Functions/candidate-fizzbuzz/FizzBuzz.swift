enum FizzBuzz {
    static func line(_ number: Int) -> String {
        switch (number.isMultiple(of: 3), number.isMultiple(of: 5)) {
        case (true, true): "Fizz Buzz"
        case (true, false): "Fizz"
        case (false, true): "Buzz"
        case (false, false): String(number)
        }
    }
}
