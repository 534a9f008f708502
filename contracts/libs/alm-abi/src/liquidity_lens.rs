//! The interface of `liquidity-lens`: coverage, funding, survival, stress and solvency of a book.
#![allow(missing_docs, clippy::too_many_arguments)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title The liquidity of a book
    /// @notice Pure views over the books of a balance sheet, for contracts and screens. Nothing is stored; every figure is of
    /// this block. Risks are rounded up, resources down. Amounts in base units, ratios wad.
    interface ILiquidityLens {
        // ---------------------------------------------------------------- structs

        /// @notice Liquidity coverage within a horizon.
        struct Coverage {
            // Liquid assets over net outflow, wad; the largest number where nothing can leave.
            uint256 ratio;
            // What there is to pay with.
            uint256 liquid;
            // What may leave.
            uint256 outflow;
            // What is counted upon to come in, before the cap of three quarters of the outflow.
            uint256 inflow;
            // Liquid assets less net outflow.
            int256 surplus;
        }

        /// @notice Everything about the liquidity of a book.
        struct Liquidity {
            // Coverage ratio within a day, wad.
            uint256 day;
            // Coverage ratio within seven days, wad.
            uint256 week;
            // Coverage ratio within thirty days, wad.
            uint256 month;
            // Net stable funding ratio, wad; the largest number where none is required.
            uint256 stableFunding;
            // Stable funding there is.
            uint256 available;
            // Stable funding there has to be.
            uint256 required;
            // Seconds until the cumulative gap closes under stress; the largest number if it never does.
            uint256 horizon;
            // The least cumulative gap on the dates something is due.
            int256 leastGap;
        }

        /// @notice What happens to a book at once.
        struct Scenario {
            // Of the floating deposits, what leaves within thirty days, ppm; the book's own run-off, if that is more.
            uint32 runOff;
            // Of the inflow due, what is not paid, ppm.
            uint32 defaulted;
            // Of the buffer's countable assets, what is lost, ppm.
            uint32 bufferLoss;
            // Further calls on cash, base units.
            uint96 calls;
        }

        /// @notice A book among others.
        struct Priced {
            // Its token.
            address token;
            // What a base unit of it is worth in the common unit, wad.
            uint128 price;
        }

        /// @notice What a protocol owns or owes, as ERC-7893 has it.
        struct Holdings {
            // The tokens.
            address[] tokens;
            // Amounts of them.
            uint256[] amounts;
            // What these are worth in the common unit.
            uint256[] values;
            // The instant of these figures.
            uint256 timestamp;
        }

        // ---------------------------------------------------------------- errors

        /// @notice A horizon of coverage is neither a day, nor seven, nor thirty.
        /// @param seconds_ The horizon asked for.
        error UnknownHorizon(uint256 seconds_);

        /// @notice A list has more entries than one call takes.
        /// @param have The number of entries.
        /// @param want The most there may be.
        error TooMany(uint256 have, uint256 want);

        /// @notice What answered is no balance sheet with this book.
        /// @param sheet The balance sheet asked.
        /// @param token The token.
        error NoBook(address sheet, address token);

        // ---------------------------------------------------------------- a book

        /// @notice Coverage within thirty days, as the guard of the balance sheet measures it.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @return The coverage.
        function coverage(address sheet, address token) external view returns (Coverage memory);

        /// @notice Coverage within a day, seven or thirty. Within less than thirty days, the run-off is scaled with the square
        /// root of time, and what is due is read from the ladder.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @param horizon 86,400, 604,800 or 2,592,000 seconds.
        /// @return The coverage.
        function coverageWithin(address sheet, address token, uint64 horizon) external view returns (Coverage memory);

        /// @notice Everything about the liquidity of a book.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @return The figures.
        function liquidity(address sheet, address token) external view returns (Liquidity memory);

        /// @notice The ladder by the pool's buckets: demand, then up to 1, 2, 4, 8, 13, 26, 39, 52, 78 and 104 weeks.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @return assets What comes in: on demand, cash and floating loans.
        /// @return liabilities What goes out: on demand, floating deposits and claims.
        /// @return cumulative What came in less what went out, up to each bucket's end: cash alone on demand, and no floating
        /// position.
        function gaps(address sheet, address token)
            external view returns (uint256[11] memory assets, uint256[11] memory liabilities, int256[11] memory cumulative);

        /// @notice A book's surplus and coverage in a scenario.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @param scenario What happens.
        /// @return The coverage.
        function stress(address sheet, address token, Scenario calldata scenario) external view returns (Coverage memory);

        /// @notice The mildest severities at which a book's guarded surplus falls below a limit, everything else as in the
        /// scenario.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @param scenario What happens besides.
        /// @param limit The surplus to keep.
        /// @return runOff The least run-off, ppm; the largest number if all deposits may leave.
        /// @return defaulted The least share of the inflow that defaults, ppm; the largest number if none is needed.
        function reverseStress(address sheet, address token, Scenario calldata scenario, int128 limit)
            external view returns (uint256 runOff, uint256 defaulted);

        /// @notice What a book owns and owes, in the terms of the draft of ERC-7893: fixed liabilities at face, and the equity
        /// at cost, so the ratio is not above that at cost.
        /// @param sheet The balance sheet.
        /// @param token The book's token.
        /// @return assets What it owns.
        /// @return liabilities What it owes; its equity is the difference.
        /// @return ratio Assets over liabilities, wad, rounded down; the largest number where nothing is owed.
        /// @return timestamp The instant of these figures.
        function solvency(address sheet, address token)
            external view returns (uint256 assets, uint256 liabilities, uint256 ratio, uint256 timestamp);

        /// @notice What a balance sheet owns, of its ledger, in the shape of ERC-7893's `getProtocolAssets`. The standard's own
        /// functions have no arguments and are fed by oracles; this one asks the books.
        /// @param sheet The balance sheet.
        /// @param books At most 16 of its books.
        /// @return As `solvency` counts them; values rounded down.
        function protocolAssets(address sheet, Priced[] calldata books) external view returns (Holdings memory);

        /// @notice What it owes, in the shape of `getProtocolLiabilities`.
        /// @param sheet The balance sheet.
        /// @param books At most 16 of its books.
        /// @return As `solvency` counts them; values rounded up.
        function protocolLiabilities(address sheet, Priced[] calldata books) external view returns (Holdings memory);

        /// @notice Whether it is solvent by the standard's least ratio of 105 %, and the ratio.
        /// @param sheet The balance sheet.
        /// @param books At most 16 of its books.
        /// @return solvent Whether the ratio is at least 10,500.
        /// @return ratio Value owned over value owed, bps, rounded down; the largest number where nothing is owed.
        function verifySolvency(address sheet, Priced[] calldata books)
            external view returns (bool solvent, uint256 ratio);

        // ---------------------------------------------------------------- any bank

        /// @notice The liquidity coverage ratio of Basel III for balances of any bank, with its caps of 15 % and 40 %.
        /// @param values Market values: level 1, level 2A, mortgages of 2B, corporate debt of 2B, equity of 2B.
        /// @param outflows Balances that leave by 0, 3, 5, 10, 15, 20, 25, 30, 40, 50 and 100 %.
        /// @param inflows Balances that come in by 0, 15, 25, 50 and 100 %.
        /// @return counted Liquid assets that count.
        /// @return outflow The outflow, rounded up.
        /// @return inflow The inflow, rounded down.
        /// @return net Outflow less what counts of the inflow.
        /// @return ratio The ratio, wad, rounded down; the largest number where nothing can leave.
        function coverageOf(uint96[5] calldata values, uint96[11] calldata outflows, uint96[5] calldata inflows)
            external pure returns (uint256 counted, uint256 outflow, uint256 inflow, uint256 net, uint256 ratio);

        /// @notice The net stable funding ratio of Basel III for balances of any bank.
        /// @param funding Balances of which 100, 95, 90, 50 and 0 % are stable.
        /// @param holdings Balances that need 0, 5, 10, 15, 50, 65, 85 and 100 %.
        /// @return available Stable funding there is, rounded down.
        /// @return required Stable funding there has to be, rounded up.
        /// @return ratio The ratio, wad, rounded down; the largest number where none is required.
        function fundingOf(uint96[5] calldata funding, uint96[8] calldata holdings)
            external pure returns (uint256 available, uint256 required, uint256 ratio);

        // ---------------------------------------------------------------- ERC-165

        /// @notice Whether this contract implements an interface.
        /// @param interfaceId Its identifier.
        /// @return Whether it does.
        function supportsInterface(bytes4 interfaceId) external view returns (bool);
    }
}
